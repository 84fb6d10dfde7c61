"""How a repainting run starts. That it draws what diffusers draws is in end_to_end/test_parity_inpainting.py."""

from types import SimpleNamespace

import pytest
import torch
from torch import Tensor

from core.diffusion.schedule import NoiseSchedule, ScheduleConfig
from core.diffusion.sigmas import noise_path
from core.generation.inpainting import Inpainting, begin
from core.networks.vae import Posterior

SHAPE = (1, 4, 4, 4)
PATH = noise_path(NoiseSchedule(ScheduleConfig()), "euler", "model", 4)
CELLS = torch.zeros(1, 1, 4, 4)
CELLS[:, :, :2] = 1
INSIDE = CELLS.bool().expand(SHAPE)
PICTURE = Posterior(torch.full(SHAPE, 3.0), torch.full(SHAPE, -30.0))
BUNDLE = SimpleNamespace(vae=SimpleNamespace(to_latents=lambda sample: sample), unet="unet")


def run(masked=None, **fields):
    """What `begin` makes of numbered draws, and how many there were."""
    drawn: list[Tensor] = []

    def draw() -> Tensor:
        drawn.append(torch.full(SHAPE, float(len(drawn) + 1)))
        return drawn[-1]

    fields = {"strength": 0.5, "fill": "original"} | fields
    begun = begin(Inpainting(CELLS, masked), BUNDLE, PICTURE, PATH, draw, **fields)
    return begun, len(drawn)


def test_below_full_strength_noise_is_the_second_draw() -> None:
    begun, draws = run()
    assert draws == 3  # the third is the masked picture's, which an ordinary network does not use
    assert torch.allclose(begun.x, 3.0 + 2.0 * PATH.sigmas[0])
    assert torch.equal(begun.kept.noise, torch.full(SHAPE, 2.0))
    assert begun.network == "unet"


def test_at_full_strength_nothing_of_the_picture_is_in_the_start() -> None:
    begun, draws = run(strength=1.0)
    assert draws == 3
    assert torch.allclose(begun.x, torch.full(SHAPE, 2.0) * PATH.start_scale)
    assert torch.allclose(begun.kept.latents, torch.tensor(3.0))


@pytest.mark.parametrize(("strength", "draws"), [(0.5, 3), (1.0, 2)])
def test_an_inpainting_network_keeps_by_itself(strength, draws) -> None:
    begun, count = run(PICTURE, strength=strength)
    assert count == draws
    assert begun.kept is None
    assert callable(begun.network)


@pytest.mark.parametrize(("fill", "inside"), [("noise", 4.0), ("blank", 0.0), ("original", 3.0)])
def test_fills_change_the_inside_alone(fill, inside) -> None:
    begun, draws = run(fill=fill)
    clean = begun.x - 2.0 * PATH.sigmas[0]
    assert torch.allclose(clean[INSIDE], torch.tensor(inside), atol=1e-4)
    assert torch.allclose(clean[~INSIDE], torch.tensor(3.0), atol=1e-4)
    assert draws == (4 if fill == "noise" else 3)
    assert torch.allclose(begun.kept.latents, torch.tensor(3.0))
