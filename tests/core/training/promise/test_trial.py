"""Two real steps on the tiny model: what is measured, that nothing stays, and that it ends when it is told to."""

from dataclasses import replace

import pytest
import torch

from core.contract.errors import Cancelled
from core.networks.vae import VAE
from core.training.promise import trial as module
from core.training.promise.trial import NoisePictures, tried
from core.training.trainer import Trainer


def never() -> bool:
    return False


@pytest.mark.parametrize(
    "settings",
    [
        {"prior": "adapter_off"},
        {"prior": "distilled"},
        {"prior": "pictures", "mirror": True},
        {"method": "full"},
    ],
)
def test_it_is_measured_and_leaves_nothing_behind(asked, home, settings):
    found = asked(**settings)
    (said,) = tried(found, never, "j")
    assert said.job == "j"
    assert said.measured > 0
    assert said.step > 0
    (noted,) = found.trials.records
    assert noted.is_like(found.trial())
    assert found.promise("k") == replace(said, job="k", free=found.room.free)
    left = {path.name for path in home.rglob("*") if path.is_file()}
    assert left <= {"hashes.json"}


@pytest.mark.parametrize(
    ("settings", "each"),
    [
        ({}, 1),
        ({"mirror": True}, 2),
        ({"prior": "pictures"}, 2),
        ({"prior": "distilled"}, 2),
        ({"prior": "pictures", "mirror": True}, 3),
        ({"prior": "adapter_off", "mirror": True}, 2),
    ],
)
def test_the_seconds_of_a_photo_are_those_of_all_that_went_through(
    asked, monkeypatch, settings, each
):
    """The class never in the mirror. What goes through takes a second here, whatever the machine does."""
    encoded, real = [], VAE.encode

    def counted(self, pixels):
        encoded.append(len(pixels))
        return real(self, pixels)

    def seconds(task, folder):
        before = sum(encoded)
        list(task.prepare(folder))
        return float(sum(encoded) - before)

    monkeypatch.setattr(VAE, "encode", counted)
    monkeypatch.setattr(module, "_encoded", seconds)
    found = asked(**settings)
    list(tried(found, never, "j"))
    (noted,) = found.trials.records
    assert sum(encoded) == 5 * each, "nothing else is encoded"
    assert noted.pace.encode == 1.0


def test_a_word_can_be_tried(asked_word):
    found = asked_word()
    (said,) = tried(found, never, "j")
    assert said.measured > 0


def test_it_makes_two_steps_of_the_real_loop(asked, monkeypatch):
    steps, real = [], Trainer.train_step

    def counted(self):
        steps.append(self.step)
        return real(self)

    monkeypatch.setattr(Trainer, "train_step", counted)
    list(tried(asked(), never, "j"))
    assert steps == [0, 1]


@pytest.mark.parametrize("after", [0, 5, 60])
def test_it_ends_amid_a_step_when_it_is_told_to(asked, home, after):
    asks = iter(range(10**6))
    found = asked()
    with pytest.raises(Cancelled):
        list(tried(found, lambda: next(asks) >= after, "j"))
    assert found.trials.records == ()
    assert not list(home.rglob("*latents*"))
    assert not list(home.rglob(f"*{module.PLACE}*"))


def test_memory_that_runs_out_is_an_answer(asked, home, monkeypatch):
    def full(self):
        raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB")

    monkeypatch.setattr(Trainer, "train_step", full)
    (said,) = tried(asked(), never, "j")
    assert not said.fits
    assert said.needed > said.free
    assert said.fitting == (("gradient_checkpointing", "true"),)
    assert not list(home.rglob(f"*{module.PLACE}*"))


def test_noise_is_as_large_as_photos_would_be():
    pictures = NoisePictures(3, 16)
    assert pictures.pixels([0, 2]).shape == (2, 3, 16, 16)
    assert list(pictures.read()) == []
    assert len(pictures.fingerprint) == 64
