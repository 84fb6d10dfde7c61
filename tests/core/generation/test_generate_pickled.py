"""A model whose weights are old pickles: converted once, told, stoppable, and the same pictures."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import torch

from core.checkpoints.tensors import read_tensors
from core.contract import events as ev
from core.contract.errors import WeightsRefused
from core.files import folders
from core.files.pictures import images
from core.generation.generate import generate
from core.generation.loader import Loader


@pytest.fixture
def pickled(tiny_model_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tiny model with its U-Net as a .bin."""
    monkeypatch.setenv("REVERIE_HOME", str(tmp_path / "home"))
    folder = tmp_path / "pickled"
    shutil.copytree(tiny_model_folder, folder)
    weights = folder / "unet" / "diffusion_pytorch_model.safetensors"
    torch.save(read_tensors(weights, device=torch.device("cpu")), weights.with_suffix(".bin"))
    weights.unlink()
    return folder


def copies() -> list[Path]:
    return [p for p in folders.cache().rglob("*") if p.suffix in (".safetensors", ".part")]


def test_the_same_picture_and_told_once(ask, pickled: Path, tiny_model_folder: Path) -> None:
    told, pictures = [], []
    for model in (pickled, tiny_model_folder, pickled):
        request = ask(model=str(model))
        events = list(generate(request, Loader(), lambda: False, "job"))
        told.append([e for e in events if isinstance(e, ev.Converting)])
        path = next(e.path for e in events if isinstance(e, ev.ImageDone))
        pictures.append(images.pixel_hash(images.read_picture(path)))
        Path(path).unlink()
    assert len(set(pictures)) == 1
    assert [bool(events) for events in told] == [True, False, False]
    assert told[0][-1].done == told[0][-1].total
    assert all(ev.from_line(ev.to_line(event)) == event for event in told[0])
    assert len(copies()) == 1


def test_stopped_meanwhile_nothing_is_left(ask, pickled: Path) -> None:
    seen: list[ev.Event] = []

    def cancelled() -> bool:
        return any(isinstance(event, ev.Converting) for event in seen)

    for event in generate(ask(model=str(pickled)), Loader(), cancelled, "job"):
        seen.append(event)
    assert isinstance(seen[-1], ev.JobCancelled)
    assert copies() == []


def test_one_that_wants_more_is_refused(ask, pickled: Path) -> None:
    (pickled / "unet" / "diffusion_pytorch_model.bin").write_bytes(b"\x80\x02cos\nsystem\n.")
    with pytest.raises(WeightsRefused, match=r"os\.system"):
        list(generate(ask(model=str(pickled)), Loader(), lambda: False, "job"))
    assert copies() == []
