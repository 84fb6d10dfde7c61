"""The error of a pass by hand: noise, velocity, mask, level."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
import torch
from PIL import Image

from core.training.caches.photo_latents import PhotoLatents
from core.training.data.order import Batch
from core.training.subject import photo_pass
from core.training.subject.photo_pass import PhotoPass

BATCH = Batch(0, 3, [4, 1], [0, 1])


@pytest.fixture
def made(make_dream, opened):
    """`made(**changes)`: a pass over the five photos, and the task that it came from."""

    def make(**changes):
        task = opened(make_dream(prior="none", **changes))
        photos = PhotoLatents(task._setting, task._taught)
        list(photos.prepare(task._setting.pictures.folder.parent / "cache"))
        return PhotoPass(task._setting, task._taught, photos), task._taught, photos

    return make


def by_hand(taught, photos, batch, offset=0.0):
    """Squared errors (B, C, h, w) at the step's own levels."""
    latents = photos.latents(batch)
    t = batch.integers("timestep", taught.schedule.timesteps)
    noise = batch.normal("noise", latents.shape[1:])
    noise = noise + offset * batch.normal("noise offset", (latents.shape[1], 1, 1))
    alpha = taught.schedule.alphas_cumprod[t].reshape(-1, 1, 1, 1)
    x = alpha.sqrt() * latents + (1 - alpha).sqrt() * noise
    return (taught.predict(x, t, taught.told(["a dog"] * len(batch))) - noise).pow(2)


@pytest.mark.parametrize("offset", [0.0, 0.3])
@torch.no_grad()
def test_the_error_is_that_of_the_noise_with_its_offset(made, offset):
    own, taught, photos = made(noise_offset=offset)
    found = own.error(BATCH, taught.told(["a dog"] * 2))
    assert torch.allclose(found, by_hand(taught, photos, BATCH, offset).mean(), rtol=1e-5)


@torch.no_grad()
def test_outside_the_mask_errors_count_less(made, photos, tmp_path):
    folder = tmp_path / "masks"
    folder.mkdir()
    values = np.zeros((50, 40), np.uint8)
    values[:, :20] = 255
    for number in range(5):
        Image.fromarray(values).save(folder / f"{number}.png")
    own, taught, latents = made(masks=str(folder), mask_background=0.2)
    errors = by_hand(taught, latents, BATCH)
    share = latents.mask(BATCH).expand_as(errors)
    assert float(share.min()) == pytest.approx(0.2)
    assert float(share.max()) == pytest.approx(1.0)
    wanted = ((errors * share).sum((1, 2, 3)) / share.sum((1, 2, 3))).mean()
    told = taught.told(["a dog"] * 2)
    assert torch.allclose(own.error(BATCH, told), wanted, rtol=1e-5)
    assert torch.allclose(own.error(BATCH, told, masked=False), errors.mean(), rtol=1e-5)


@pytest.mark.parametrize("held_out", [(), (3,), (1, 3)])
def test_figures_are_of_many_levels_however_few_the_pictures(made, held_out):
    """At t = 0 alone nothing that is learned shows, and yet the best step was chosen by it."""
    own, taught, _ = made()
    own._setting = dataclasses.replace(own._setting, held_out=held_out)
    seen: dict[int, list[int]] = {}
    noises = set()
    for batch, t in own._looks():
        for number, level in zip(batch.pictures, t.tolist(), strict=True):
            seen.setdefault(number, []).append(level)
        noises |= {float(noise[0]) for noise in batch.normal("noise", (1,))}
    assert set(seen) == set(held_out or range(5))
    pairs = [level for each in seen.values() for level in each]
    assert len(pairs) == len(noises) >= 16
    for each in seen.values():
        quarters = {level * 4 // taught.schedule.timesteps for level in each}
        assert quarters == {0, 1, 2, 3}


@torch.no_grad()
def test_figures_are_the_same_whenever_they_are_asked_for(made, monkeypatch):
    own, taught, _ = made()
    told = lambda numbers: taught.told(["a dog"] * len(numbers))  # noqa: E731
    first = own.report(told)
    assert own.report(told) == first
    monkeypatch.setattr(photo_pass, "REPORT_BATCH", 2)
    assert own.report(told)["photo_loss"] == pytest.approx(first["photo_loss"], rel=1e-4)
