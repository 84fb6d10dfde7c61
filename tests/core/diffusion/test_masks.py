"""Masks as wrappers: what stays is put back, what an inpainting network is told."""

import pytest
import torch
from torch import Tensor

from core.diffusion.masks import Kept, cells_of, keeping, put_back, told
from core.diffusion.samplers.step import no_noise, start_from_latents
from core.diffusion.samplers.table import SAMPLERS
from core.diffusion.schedule import NoiseSchedule, ScheduleConfig
from core.diffusion.sigmas import noise_path

DRAW = torch.Generator().manual_seed(0)
LATENTS, NOISE = torch.randn(2, 1, 4, 4, 4, generator=DRAW).unbind()
CELLS = torch.zeros(1, 1, 4, 4)
CELLS[:, :, 1:3, :2] = 1
INSIDE = CELLS.bool().expand_as(LATENTS)
PATH = noise_path(NoiseSchedule(ScheduleConfig()), "dpm2", "model", 6)
KEPT = Kept(CELLS, LATENTS, NOISE, PATH)


def test_a_cell_is_what_its_top_left_pixel_is() -> None:
    mask = torch.zeros(16, 24)
    mask[0, 0] = mask[8:16, 9:24] = 1
    assert cells_of(mask, 8)[0, 0].tolist() == [[1, 0, 0], [0, 0, 1]]


def test_a_mask_between_the_cells_takes_those_it_touches() -> None:
    mask = torch.zeros(16, 24)
    mask[5, 9] = mask[15, 23] = 1
    assert cells_of(mask, 8)[0, 0].tolist() == [[0, 1, 0], [0, 0, 1]]


def test_the_network_sees_the_picture_at_the_level_of_each_call_but_the_first() -> None:
    seen: list[tuple[Tensor, float]] = []

    def denoise(x: Tensor, sigma: float) -> Tensor:
        seen.append((x, sigma))
        return x

    wrapped = keeping(denoise, KEPT)
    strange = torch.full_like(LATENTS, 7.0)
    for sigma in (5.0, 2.0, 1.0):
        wrapped(strange, sigma)
    assert torch.equal(seen[0][0], strange)
    for x, sigma in seen[1:]:
        assert torch.equal(x[INSIDE], strange[INSIDE])
        assert torch.allclose(x[~INSIDE], (LATENTS + sigma * NOISE)[~INSIDE])


def test_in_the_middle_of_a_step_the_picture_stands_at_its_end() -> None:
    assert PATH.middles is not None
    middle, end = float(PATH.middles[2]), float(PATH.sigmas[3])
    seen: list[Tensor] = []
    wrapped = keeping(lambda x, sigma: seen.append(x) or x, KEPT)
    for _ in range(2):
        wrapped(LATENTS, middle)
    assert torch.allclose(seen[1][~INSIDE], (LATENTS + end * NOISE)[~INSIDE])


@pytest.mark.parametrize("sampler", ["euler", "ddim", "plms", "heun", "lms", "dpmpp_2m", "unipc"])
@pytest.mark.parametrize("to_one", [True, False])
def test_outside_the_clean_picture_comes_back_whatever_the_network_does(sampler, to_one) -> None:
    schedule = NoiseSchedule(ScheduleConfig(set_alpha_to_one=to_one))
    path = noise_path(schedule, sampler, "model", 6)
    kept = Kept(CELLS, LATENTS, NOISE, path)
    wild = keeping(lambda x, sigma: torch.full_like(x, float("inf")).where(INSIDE, x * 0), kept)
    x = start_from_latents(LATENTS, NOISE, path)
    steps = list(put_back(SAMPLERS[sampler](wild, x, path, no_noise), kept))
    assert torch.allclose(steps[-1].x[~INSIDE] * path.final_scale, LATENTS[~INSIDE], atol=1e-5)
    for step in steps[:-1]:
        want = LATENTS + step.sigma_next * NOISE
        assert torch.allclose(step.x[~INSIDE], want[~INSIDE], atol=1e-4)


def test_an_inpainting_network_gets_mask_and_masked_picture_beside_x() -> None:
    given: list[Tensor] = []

    def network(x: Tensor, *told: Tensor | None) -> Tensor:
        given.append(x)
        return x[:, :4]

    x = torch.randn(2, 4, 4, 4, dtype=torch.float64, generator=DRAW)
    answer = told(network, CELLS, LATENTS)(x, torch.ones(2), x, None, None)
    assert torch.equal(answer, x)
    assert given[0].shape == (2, 9, 4, 4)
    assert given[0].dtype is torch.float64
    for both in given[0]:
        assert torch.equal(both[4:5].float(), CELLS[0])
        assert torch.equal(both[5:].float(), LATENTS[0])
