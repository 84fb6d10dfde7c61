"""Fine-tuning a tiny random model on captioned pictures of several shapes."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors import safe_open
from safetensors.torch import load_file

from core.contract.errors import Cancelled, DatasetInvalid
from core.contract.teaching import FinetuneConfig
from core.contract.training_events import CheckpointSaved, TrainDone
from core.training.data.order import Batch
from core.training.samples import subject_sheet
from core.training.samples.batch_sheet import newest_batch
from core.training.task import trained_parameters
from core.training.train import train
from core.training.watch import Watch


@pytest.fixture(scope="module")
def captioned(tmp_path_factory) -> Path:
    """Seven pictures of three shapes with a .txt beside each, one below a folder, in any script."""
    folder = tmp_path_factory.mktemp("captioned")
    rng = np.random.default_rng(2)
    sizes = [(60, 30), (62, 30), (30, 60), (40, 40), (42, 40), (40, 41), (64, 32)]
    for index, size in enumerate(sizes):
        path = folder / ("tief/日本 é.png" if index == 3 else f"{index}.png")
        path.parent.mkdir(exist_ok=True)
        blocks = rng.integers(0, 256, (4, 4, 3), dtype=np.uint8)
        Image.fromarray(blocks).resize(size, Image.Resampling.NEAREST).save(path)
        path.with_suffix(".txt").write_text(f"blocks {index}", encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def _short_samples(monkeypatch):
    monkeypatch.setattr(subject_sheet, "STEPS", 2)


@pytest.fixture
def make_fine(tmp_path: Path, home: Path, captioned: Path, tiny_model_folder: Path):
    def make(**changes) -> FinetuneConfig:
        values = {
            "data": str(captioned),
            "model": str(tiny_model_folder),
            "output": str(tmp_path / "fine"),
            "resolution": 64,
            "rank": 2,
            "steps": 4,
            "batch_size": 2,
            "report_every": 2,
            "checkpoint_every": 2,
            "learning_rate": 0.01,
            "device": "cpu",
        }
        return FinetuneConfig(**{**values, **changes})

    return make


@pytest.mark.parametrize("method", ["lora", "full"])
def test_a_whole_run_with_several_shapes(make_fine, method):
    config = make_fine(method=method)
    events = list(train(config, Watch(), resume=False))
    assert isinstance(events[-1], TrainDone)
    result = Path(events[-1].result)
    assert newest_batch(Path(config.output) / "samples") is not None
    if method == "lora":
        assert any(name.endswith(".alpha") for name in load_file(result / "finetune.safetensors"))
    else:
        assert (result / "model_index.json").is_file()


def test_pictures_keep_their_shape_and_are_sized_as_cut(make_fine, opened, tmp_path):
    task = opened(make_fine())
    pictures = task._setting.pictures
    assert {pictures.size(n) for n in range(7)} > {(64, 64)}
    assert all(w % 16 == h % 16 == 0 for w, h in map(pictures.size, range(7)))
    square = opened(make_fine(buckets=False, output=str(tmp_path / "square")))
    assert len(square._setting.pictures.groups(range(7))) == 1


def test_captions_are_dropped_as_often_as_asked(make_fine, opened):
    task, said = opened(make_fine(caption_dropout=0.4)), []
    task._texts.told = lambda texts: said.extend(texts)
    task._pass.error = lambda batch, told: None
    for step in range(200):
        task.loss(Batch(0, step, [0], [0]))
    assert 0.3 < said.count("") / len(said) < 0.5
    assert set(said) == {"", "blocks 0"}


def test_the_words_that_call_it_up_are_in_every_caption_once(make_fine, opened):
    task = opened(make_fine(trigger="Blocks 4"))
    assert [task._caption(n) for n in (0, 3)] == ["blocks 0, Blocks 4", "blocks 4"]
    task.loss(Batch(0, 0, [0, 1], [0, 1]))  # its text is known
    (folder := Path(task._config.output) / "result").mkdir()
    task.export(folder, 4)
    with safe_open(folder / "Blocks-4.safetensors", "pt") as file:
        assert file.metadata()["modelspec.trigger_phrase"] == "Blocks 4"


def test_every_learned_weight_gets_a_gradient(make_fine, opened):
    task = opened(make_fine(method="full"))
    group = max(task._setting.pictures.groups(range(7)), key=len)
    task.loss(Batch(0, 0, list(group[:2]), [0, 1])).backward()
    assert all(p.grad is not None for p in trained_parameters(task).values())


def test_stopped_and_resumed_it_is_bit_equal(make_fine, tmp_path):
    config, straight = make_fine(), make_fine(output=str(tmp_path / "straight"))
    stop: list[object] = []
    events = train(config, Watch(cancelled=lambda: bool(stop)), resume=False)
    with pytest.raises(Cancelled):
        stop += (event for event in events if isinstance(event, CheckpointSaved))
    list(train(config, Watch(), resume=True))
    list(train(straight, Watch(), resume=False))
    one, two = (
        (Path(c.output) / "result/finetune.safetensors").read_bytes() for c in (config, straight)
    )
    assert one == two


def test_metadata_captions_count_and_missing_ones_are_told(make_fine, tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    Image.new("RGB", (64, 64), "red").save(folder / "a.png")
    with pytest.raises(DatasetInvalid, match=r"a\.png has no caption"):
        list(train(make_fine(data=str(folder)), Watch(), resume=False))
    assert not (tmp_path / "fine").exists()
    line = json.dumps({"file_name": "a.png", "text": "all red"})
    (folder / "metadata.jsonl").write_text(line)
    events = list(train(make_fine(data=str(folder), steps=1), Watch(), resume=False))
    assert isinstance(events[-1], TrainDone)


def test_a_result_says_nothing_of_the_pictures(make_fine, captioned):
    list(train(config := make_fine(steps=1), Watch(), resume=False))
    data = (Path(config.output) / "result/finetune.safetensors").read_bytes()
    for secret in (str(captioned), captioned.name, "tief", "日本", "blocks 3"):
        assert secret.encode() not in data


def test_the_error_does_not_depend_on_the_company(make_fine, opened):
    task = opened(make_fine(caption_dropout=0.0))
    group = max(task._setting.pictures.groups(range(7)), key=len)
    with torch.no_grad():
        both = task.loss(Batch(0, 5, list(group[:2]), [0, 1]))
        alone = [task.loss(Batch(0, 5, [group[i]], [i])) for i in range(2)]
    assert torch.allclose(both, sum(alone) / 2, rtol=1e-4)
