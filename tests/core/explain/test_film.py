"""Frames of a recorded picture, their numbers and their looks."""

import numpy as np
import pytest
import torch

from core.contract.errors import InvalidValue
from core.diffusion.samplers.step import finish
from core.explain.film import TILES, frame, frames, glance, look
from core.explain.recording import Leaving, Recording
from core.files.pictures.images import pixel_hash


@pytest.fixture
def run(ask, drawn) -> Recording:
    recording = Recording()
    drawn(ask(sampler="euler_a"), recording)
    return recording


def test_there_is_a_frame_for_each_step_and_they_join(run) -> None:
    film = frames(run)
    assert [f.step for f in film] == [0, 1, 2, 3]
    assert [f.sigma_next for f in film[:-1]] == [f.sigma for f in film[1:]]
    assert sum(f.size for f in film) == pytest.approx(film[0].sigma)
    for f in film:
        assert torch.allclose(f.denoised + f.sigma * f.eps, f.x, atol=1e-3)
        figures = f.figures()
        assert figures["alpha_cumprod"] == pytest.approx(1 / (1 + f.sigma**2))
        assert 0 <= figures["t"] <= 999


def test_noised_latents_are_shown_at_unit_size(run) -> None:
    first = frame(run, 0)
    assert torch.equal(first.latents("noised"), first.x / (1 + first.sigma**2) ** 0.5)
    assert float(first.latents("noised").std()) == pytest.approx(1, abs=0.2)


def test_ancestral_steps_show_the_noise_they_added_and_the_last_adds_none(run) -> None:
    assert [f.latents("added") is None for f in frames(run)] == [False, False, False, True]
    added = frame(run, 0).added
    assert float(added.std()) == pytest.approx(1, abs=0.2)


def test_other_samplers_add_none(ask, drawn) -> None:
    recording = Recording()
    drawn(ask(sampler="ddim"), recording)
    assert recording.trace.drawn == {}


def test_a_glance_is_small_and_a_look_is_whole(run, loader) -> None:
    film, bundle = frames(run), loader.loaded
    for tile in TILES:
        latents = film[1].latents(tile)
        assert glance(run.preview, latents).shape == (8, 8, 3)
        assert look(bundle, run, latents).size == (64, 64)
    assert glance(None, film[0].x) is None
    assert np.array_equal(
        glance(run.preview, run.trace.last), run.preview.to_rgb(run.trace.last[0])
    )


def test_the_last_x_decoded_is_the_picture(run, loader) -> None:
    assert torch.equal(finish(run.trace.last, run.path), run.trace.last)
    assert pixel_hash(look(loader.loaded, run, run.trace.last)) == pixel_hash(run.image)


def test_a_branch_has_the_whole_film(ask, drawn, run) -> None:
    branch = Recording(leaving=Leaving(run, 2))
    drawn(ask(sampler="euler_a", prompt="oil"), branch)
    assert len(frames(branch)) == 4
    assert torch.equal(frame(branch, 1).denoised, frame(run, 1).denoised)
    assert not torch.equal(frame(branch, 2).denoised, frame(run, 2).denoised)


def test_a_step_that_is_not_there_is_told(run) -> None:
    with pytest.raises(InvalidValue, match="between 0 and 3"):
        frame(run, 4)
