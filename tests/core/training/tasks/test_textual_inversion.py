"""A new word on a tiny random model: what learns and what stays, and whole runs."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from core.contract.errors import InvalidValue
from core.contract.notices import Notice
from core.contract.teaching import EmbeddingConfig
from core.contract.training_events import TrainDone
from core.files.catalogue import addition_folders
from core.files.models.embedding_info import describe_embedding
from core.training.data.order import Batch
from core.training.samples import subject_sheet
from core.training.task import trained_parameters
from core.training.train import train
from core.training.watch import Watch

BATCH = Batch(0, 3, [4, 1], [0, 1])


@pytest.fixture(autouse=True)
def _short_samples(monkeypatch):
    monkeypatch.setattr(subject_sheet, "STEPS", 2)


@pytest.fixture
def make_word(tmp_path: Path, home: Path, photos: Path, tiny_model_folder: Path):
    """`make_word(**changes)`: a short teaching of a word to a tiny random model."""

    def make(**changes) -> EmbeddingConfig:
        values = {
            "photos": str(photos),
            "token": "<plush>",
            "init_word": "bear",
            "vectors": 3,
            "model": str(tiny_model_folder),
            "output": str(tmp_path / "word"),
            "resolution": 32,
            "steps": 4,
            "batch_size": 2,
            "report_every": 2,
            "checkpoint_every": 2,
            "learning_rate": 0.05,
            "device": "cpu",
        }
        return EmbeddingConfig(**{**values, **changes})

    return make


def tables(task):
    return [
        encoder.model.embeddings.token_embedding.weight for encoder in task._taught.texts.values()
    ]


@pytest.mark.parametrize("optimizer", ["adamw", "adafactor"])
def test_trap_4_every_old_row_stays_bit_equal_with_weight_decay_and_momentum(
    make_word, opened, optimizer
):
    from core.training.optim.optimizer import Optimizer

    config = make_word(weight_decay=0.1, optimizer=optimizer, steps=6)
    task = opened(config)
    before = [table.clone() for table in tables(task)]
    others = [p.clone() for p in task._taught.unet.parameters()]
    start = task._taught.word.rows(0).detach().clone()
    learner = Optimizer(trained_parameters(task), config)
    for step in range(6):
        task.loss(Batch(0, step, [0, 1], [0, 1])).backward()
        learner.step(step)
    assert all(torch.equal(a, b) for a, b in zip(before, tables(task), strict=True))
    assert all(
        torch.equal(a, b) for a, b in zip(others, task._taught.unet.parameters(), strict=True)
    )
    assert (task._taught.word.rows(0) - start).abs().max() > 1e-3


def test_only_the_vectors_learn_and_each_gets_a_gradient_of_its_own(make_word, opened):
    task = opened(make_word())
    parameters = trained_parameters(task)
    assert [len(p) for p in parameters.values()] == [3] * len(parameters)
    task.loss(BATCH).backward()
    for parameter in parameters.values():
        rows = parameter.grad
        assert (rows.abs().sum(1) > 0).all()
        assert not torch.allclose(rows[0], rows[1])


def test_the_gradient_is_that_of_the_words_in_the_text(make_word, opened):
    """By hand: the same vectors as rows of a longer table."""
    task = opened(make_word(keep_length=False, prompt="a photo of {token}"))
    task.loss(BATCH).backward()
    (found, *_) = (p.grad.clone() for p in trained_parameters(task).values())
    step = 1e-3
    for place in ((0, 0), (2, 5)):
        values = []
        for sign in (1, -1):
            with torch.no_grad():
                task._taught.word.vectors[0][place] += sign * step
                values.append(float(task.loss(BATCH)))
                task._taught.word.vectors[0][place] -= sign * step
        assert float(found[place]) == pytest.approx(
            (values[0] - values[1]) / (2 * step), rel=0.1, abs=1e-4
        )


def test_a_sentence_of_ones_own_may_name_what_it_is(make_word, opened):
    task = opened(make_word(prompt="a close photo of {token} {noun}"))
    assert task._sentences == ["a close photo of <plush> bear"]


def test_photos_are_called_by_another_sentence_each_time(make_word, opened):
    task, said = opened(make_word()), []
    task._texts.told = lambda texts: said.extend(texts)
    task._pass.error = lambda batch, told: None
    for step in range(40):
        task.loss(Batch(0, step, [0], [0]))
    assert len(said) == 40
    assert len(set(said)) > 5
    assert all("<plush>" in sentence for sentence in said)


def test_a_caption_stands_behind_or_alone_where_it_has_the_word(make_word, opened):
    task = opened(make_word())
    assert task._called("a photo of <plush>", " in the snow ") == "a photo of <plush>, in the snow"
    assert task._called("a photo of <plush>", "my <plush> here") == "my <plush> here"


@pytest.mark.parametrize("keep", [True, False])
def test_a_whole_run_gives_a_file_that_the_library_shows(make_word, keep):
    config = make_word(keep_length=keep)
    events = list(train(config, Watch("j"), resume=False))
    assert isinstance(events[-1], TrainDone)
    file = Path(events[-1].result) / "plush.safetensors"
    info = describe_embedding(file)
    assert (info.token, info.vectors) == ("<plush>", 3)
    assert file.with_suffix(".png").is_file()
    (tensor,) = load_file(file).values()
    assert tensor.dtype == torch.float32
    assert "plush" in addition_folders.embedding_files()
    assert any(isinstance(e, Notice) and e.code == "latents_made" for e in events)


def test_photos_may_vanish_once_their_latents_are_made(make_word, photos, tmp_path):
    import shutil

    from core.contract.errors import Cancelled
    from core.contract.training_events import CheckpointSaved

    shutil.copytree(photos, tmp_path / "own")
    config, stop = make_word(photos=str(tmp_path / "own")), []
    events = train(config, Watch(cancelled=lambda: bool(stop)), resume=False)
    with pytest.raises(Cancelled):
        stop += (event for event in events if isinstance(event, CheckpointSaved))
    shutil.rmtree(tmp_path / "own")
    events = list(train(config, Watch(), resume=True))
    assert isinstance(events[-1], TrainDone)
    straight = make_word(output=str(tmp_path / "straight"))
    list(train(straight, Watch(), resume=False))
    one, two = (
        (Path(c.output) / "result" / "plush.safetensors").read_bytes() for c in (config, straight)
    )
    assert one == two


@pytest.mark.parametrize(
    ("field", "value"),
    [("token", "a\n"), ("token", " x"), ("init_word", " "), ("vectors", 0), ("prompt", "a photo")],
)
def test_what_no_word_can_be_is_refused(make_word, field, value):
    with pytest.raises(InvalidValue) as caught:
        make_word(**{field: value})
    assert caught.value.field == field
