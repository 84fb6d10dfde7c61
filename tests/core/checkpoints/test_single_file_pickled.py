"""Single files and VAEs as old checkpoints: told from their names and shapes at once, and loaded bit-equal."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import torch

from core.checkpoints.convert import to_single_file
from core.checkpoints.single_file import load_single
from core.checkpoints.tensors import read_tensors
from core.contract.errors import ModelUnsupported, WeightsRefused
from core.files import folders
from core.files.models import library

CPU = torch.device("cpu")


@pytest.fixture
def files(tiny_family, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """The same model as .safetensors and as trainers saved it."""
    monkeypatch.setenv("REVERIE_HOME", str(tmp_path / "home"))
    plain, old = tmp_path / "swan.safetensors", tmp_path / "swan.ckpt"
    to_single_file(tiny_family("sd1"), plain)
    torch.save({"state_dict": read_tensors(plain, device=CPU), "epoch": 3}, old)
    return plain, old


def test_what_it_is_is_told_without_converting_it(files: tuple[Path, Path]) -> None:
    plain, old = (library.describe(path) for path in files)
    assert not (folders.cache() / "converted").exists()
    assert replace(old, path=plain.path, bytes=plain.bytes, basis=plain.basis) == replace(
        plain, prediction=old.prediction
    )


def test_it_loads_bit_equal(files: tuple[Path, Path]) -> None:
    plain, old = (load_single(path, device=CPU, dtype=torch.float32) for path in files)
    for part in ("unet", "vae", "text_encoder"):
        expected = getattr(plain, part).state_dict()
        found = getattr(old, part).state_dict()
        assert all(torch.equal(found[name], tensor) for name, tensor in expected.items())


def test_one_that_wants_more_is_refused(files: tuple[Path, Path]) -> None:
    files[1].write_bytes(b"\x80\x02cos\nsystem\n.")
    with pytest.raises(WeightsRefused, match=r"os\.system"):
        library.describe(files[1])


def test_an_unusual_one_is_refused_with_what_to_use_instead(
    tiny_model_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REVERIE_HOME", str(tmp_path / "home"))
    plain, old = tmp_path / "odd.safetensors", tmp_path / "odd.ckpt"
    to_single_file(
        tiny_model_folder, plain
    )  # its small files are in the metadata, which .ckpt lacks
    load_single(plain, device=CPU, dtype=torch.float32)
    torch.save({"state_dict": read_tensors(plain, device=CPU)}, old)
    with pytest.raises(ModelUnsupported, match=r"unusual.* the \.safetensors file") as refusal:
        load_single(old, device=CPU, dtype=torch.float32)
    assert refusal.value.path == str(old)
