"""The contrastive task: it learns to tell pictures apart, and short texts cost nothing in exactness."""

from __future__ import annotations

import torch

from core.training.data.order import Batch
from core.training.parts import Parts
from core.training.task import trained_parameters
from core.training.tasks.clip import ClipTask


def build(config, make_setting) -> ClipTask:
    return ClipTask(make_setting(config), Parts.of(config))


def test_it_learns_to_match(make_config, make_setting):
    task = build(make_config("clip"), make_setting)
    optimizer = torch.optim.Adam(trained_parameters(task).values(), lr=3e-3)
    batch = Batch(0, 0, range(12), range(12))
    first = task.loss(batch).item()
    for _ in range(60):
        optimizer.zero_grad()
        task.loss(batch).backward()
        optimizer.step()
    assert task.loss(batch).item() < 0.5 * first


def test_cut_texts_give_the_same_loss_and_gradient(make_config, make_setting, monkeypatch):
    task = build(make_config("clip"), make_setting)
    batch = Batch(0, 0, [0, 1, 2, 3], range(4))
    rows = task._ids(batch.pictures)
    assert rows.shape[1] < 12
    grads = []
    for cut in (True, False):
        if not cut:
            whole = [
                task._tokenizer.encode(task._setting.pictures.entries[n].caption)
                for n in batch.pictures
            ]
            monkeypatch.setattr(task, "_ids", lambda numbers, rows=whole: torch.tensor(rows))
        loss = task.loss(batch)
        names = trained_parameters(task)
        grads.append(torch.autograd.grad(loss, list(names.values()), allow_unused=True))
    for short, long in zip(*grads, strict=True):
        assert (short is None) == (long is None)
        if short is not None:
            assert torch.allclose(short, long, rtol=1e-4, atol=1e-5)


def test_retrieval_is_judged_among_different_captions(make_config, make_setting, pictures):
    task = build(make_config("clip"), make_setting)
    assert set(task.report()) == {"picture_to_text", "text_to_picture"}
    assert task.report()["picture_to_text"] == 1.0  # one held-out picture is its own nearest
    captions = [task._setting.pictures.entries[n].caption for n in task._reported()]
    assert len(set(captions)) == len(captions)


def test_a_growing_temperature_is_held(make_config, make_setting):
    task = build(make_config("clip"), make_setting)
    batch = Batch(0, 0, [0, 1, 2, 3], range(4))
    with torch.no_grad():
        task._image.logit_scale.fill_(4.7)
        high = task.loss(batch)
        task._image.logit_scale.fill_(50.0)
        assert torch.equal(task.loss(batch), high)
