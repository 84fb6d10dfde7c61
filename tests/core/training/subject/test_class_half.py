"""The half of a step that keeps the class: what it shows, what it is told, and what is to be said of it."""

from __future__ import annotations

import dataclasses
import shutil

import pytest
import torch

from core.training.data.class_order import class_numbers
from core.training.data.order import Batch
from tests.support.nudged import nudged

BATCH = Batch(0, 3, [4, 1], [0, 1])  # of a step, two photos


def before_and_now(task, given, text):
    """What the model said of it, and how far the LoRA is from that."""
    taught = task._taught
    told = taught.told([text] * len(given.t))
    with torch.no_grad():
        with task._learning.at(0):
            before = taught.predict(given.x, given.t, told)
        return before, (taught.predict(given.x, given.t, told) - before).pow(2).mean()


def own_error(task):
    photos = task._pass.noised(BATCH)
    words = task._taught.told(["a photo of sks dog"] * 2)
    with torch.no_grad():
        return (task._taught.predict(photos.x, photos.t, words) - photos.target).pow(2).mean()


@pytest.mark.parametrize(("share", "text"), [(0.0, "a photo of dog"), (1.0, "")])
@pytest.mark.parametrize("prior", ["adapter_off", "distilled"])
def test_the_base_itself_is_the_target_where_the_lora_is_switched_off(
    make_dream, opened, prior, share, text
):
    """Told the class, and told nothing: guidance goes away from what is said then."""
    task = nudged(opened(make_dream(prior=prior, prior_dropout=share)))
    shown, _ = task._class.noised(BATCH, task._pass.noised(BATCH), None)
    _, drifted = before_and_now(task, shown, text)
    assert drifted > 0
    assert torch.allclose(task.loss(BATCH), own_error(task) + drifted, rtol=1e-5)


def test_adapter_off_shows_the_photos_and_the_others_what_the_model_drew(make_dream, opened):
    photos = {}
    for prior in ("adapter_off", "distilled", "pictures"):
        task = opened(make_dream(prior=prior, prior_dropout=0.0))
        own = task._pass.noised(BATCH)
        shown, _ = task._class.noised(BATCH, own, None)
        photos[prior] = shown
        assert torch.equal(shown.x, own.x) == (prior == "adapter_off")
    assert torch.equal(photos["distilled"].x, photos["pictures"].x)
    assert not torch.equal(photos["distilled"].target, photos["pictures"].target)


def test_each_picture_of_the_class_is_told_what_it_was_asked_for(make_dream, opened, monkeypatch):
    grounds = ("a photo of dog", "a photo of dog on a red background")
    monkeypatch.setattr("core.training.subject.class_pictures.class_prompts", lambda *_: grounds)
    task = opened(make_dream(prior="distilled", prior_dropout=0.0, prior_count=3))
    numbers = class_numbers(3, 0, BATCH.step, 2, BATCH.places)
    assert task._class.told(BATCH) == [grounds[number % 2] for number in numbers]
    assert task._class.texts == ("", *grounds)
    assert set(grounds) < set(task._texts._texts)


def test_of_pictures_of_the_class_only_the_silent_ones_are_what_the_model_said(make_dream, opened):
    task = nudged(opened(make_dream(prior="pictures", prior_dropout=0.5)))
    half = task._class
    batch = next(
        b for n in range(99) if (b := Batch(0, n, [4, 1], [0, 1])) and half._silent(b).sum() == 1
    )
    silent = half._silent(batch)
    made, _ = half.noised(batch, task._pass.noised(batch), None)
    before, _ = before_and_now(task, made, "")
    assert torch.allclose(made.target[silent], before[silent], atol=1e-6)
    told = dict(zip(silent.tolist(), half.told(batch), strict=True))
    assert told == {True: "", False: "a photo of dog"}
    half._config = dataclasses.replace(task._config, prior_dropout=0.0)
    plain, _ = half.noised(batch, task._pass.noised(batch), None)
    assert torch.equal(made.target[~silent], plain.target[~silent])


def test_weights_that_learn_themselves_are_always_told_the_class(make_dream, opened):
    task = opened(make_dream(method="full", prior_dropout=1.0))
    assert task._class.told(BATCH) == ["a photo of dog"] * 2


def test_a_prior_that_does_not_count_is_none(make_dream, opened):
    task = opened(make_dream(prior_weight=0.0))
    assert task._class is None
    assert torch.equal(task.loss(BATCH), opened(make_dream(prior="none")).loss(BATCH))


def test_at_the_first_step_the_switched_off_lora_asks_for_nothing(make_dream, opened):
    without = opened(make_dream(prior="none"))
    for prior in ("adapter_off", "distilled"):
        with_prior = opened(make_dream(prior=prior, prior_weight=9.0))
        assert torch.allclose(with_prior.loss(BATCH), without.loss(BATCH), rtol=1e-5)


@pytest.mark.parametrize("text", [False, True])
def test_a_long_caption_of_one_photo_does_not_change_that(
    make_dream, opened, photos, tmp_path, text
):
    """All texts are told at the longest one's length: what the untaught model says, too."""
    own = tmp_path / "own"
    shutil.copytree(photos, own)
    (own / "1.txt").write_text("very " * 40 + "small")
    ways = {"photos": str(own), "train_text_encoder": text}
    with_prior = opened(make_dream(prior="adapter_off", prior_weight=9.0, **ways))
    without = opened(make_dream(prior="none", **ways))
    for batch in (BATCH, Batch(0, 4, [4, 2], [0, 1])):
        assert torch.allclose(with_prior.loss(batch), without.loss(batch), rtol=1e-5)
    plain = "a photo of dog, " + "very " * 40 + "small"
    assert plain in with_prior._class.texts
