"""From a checkpoint on the disk to the picture: what diffusers' pipelines draw, to 2 levels of 255.

Both read the same folder of SD 1, written by diffusers, on the CPU in float32. The schedulers alone are
compared in tests/core/diffusion, the networks in tests/core/networks; here it is the whole way.
"""

from typing import Any

import diffusers
import pytest
import torch

from tests.support.both_ways import NEGATIVE, BothWays
from tests.support.random_pipelines import BETAS, sd1

pytestmark = [pytest.mark.oracle, pytest.mark.filterwarnings("ignore")]

SCHEDULERS = [
    ("ddpm", "model"),
    ("ddim", "model"),
    ("plms", "model"),
    ("euler", "model"),
    ("euler", "karras"),
    ("euler_a", "model"),
    ("heun", "model"),
    ("lms", "karras"),
    ("dpm2", "exponential"),
    ("dpmpp_2m", "model"),
    ("dpmpp_2m", "karras"),
    ("dpmpp_2m_sde", "karras"),
    ("unipc", "model"),
    ("lcm", "model"),
]


class Parity(BothWays):
    """SD 1, of which each test says all that the scheduler's file says."""

    def configure_anew(self, **fields: Any) -> None:
        """Replace scheduler_config.json: keys that are not given are absent."""
        of_diffusers = {"_class_name": "DDIMScheduler", "_diffusers_version": "0.42.0"}
        self.scheduler = {**of_diffusers, **BETAS, **fields}


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Parity:
    folder = tmp_path_factory.mktemp("checkpoint")
    torch.manual_seed(4)
    scheduler = diffusers.DDIMScheduler(clip_sample=False, steps_offset=1, **BETAS)
    pipe = diffusers.StableDiffusionPipeline(**sd1(folder), scheduler=scheduler)
    pipe.save_pretrained(folder / "model")
    usual = {"negative": NEGATIVE, "steps": 5, "guidance_scale": 7.5, "sampler": "ddim"}
    return Parity(folder / "model", "sd", **usual)


@pytest.fixture
def parity(checkpoint: Parity) -> Parity:
    checkpoint.configure_anew(steps_offset=1, set_alpha_to_one=False, clip_sample=False)
    return checkpoint


@pytest.mark.parametrize(("sampler", "schedule"), SCHEDULERS)
@pytest.mark.parametrize("spacing", [None, "leading", "linspace", "trailing"])
def test_spacings(parity, tmp_path, sampler, schedule, spacing) -> None:
    """Spacing by spacing: each is written into the folder, which is read anew then."""
    parity.configure_anew(**({"timestep_spacing": spacing} if spacing else {}))
    parity.check(tmp_path, sampler=sampler, schedule=schedule)


@pytest.mark.parametrize("steps", [1, 2, 16])
@pytest.mark.parametrize(("sampler", "schedule"), SCHEDULERS)
def test_steps(parity, tmp_path, sampler, schedule, steps) -> None:
    parity.check(tmp_path, sampler=sampler, schedule=schedule, steps=steps, seed=3)


@pytest.mark.parametrize("strength", [0.2, 0.6, 1.0])
@pytest.mark.parametrize(("sampler", "schedule"), SCHEDULERS)
def test_from_a_picture(parity, tmp_path, init, sampler, schedule, strength) -> None:
    parity.check(
        tmp_path, sampler=sampler, schedule=schedule, steps=6, init=init(), strength=strength
    )


@pytest.mark.parametrize(("sampler", "schedule"), SCHEDULERS)
def test_v_prediction(parity, tmp_path, sampler, schedule) -> None:
    parity.configure_anew(prediction_type="v_prediction", steps_offset=1)
    parity.check(tmp_path, sampler=sampler, schedule=schedule)


@pytest.mark.parametrize("scale", [0.0, 0.5, 1.0, 1.5, 15.0])
def test_guidance(parity, tmp_path, scale) -> None:
    parity.check(tmp_path, guidance_scale=scale)


@pytest.mark.parametrize("rescale", [0.3, 1.0])
@pytest.mark.parametrize("prediction", ["epsilon", "v_prediction"])
def test_rescale(parity, tmp_path, prediction, rescale) -> None:
    parity.configure_anew(prediction_type=prediction, steps_offset=1)
    parity.check(tmp_path, sampler="euler", rescale=rescale)


def test_eta(parity, tmp_path) -> None:
    parity.check(tmp_path, eta=0.6, count=2)


@pytest.mark.parametrize("sampler", ["euler", "ddim"])
def test_zero_terminal_snr(parity, tmp_path, sampler) -> None:
    parity.configure_anew(
        prediction_type="v_prediction", rescale_betas_zero_snr=True, timestep_spacing="trailing"
    )
    parity.check(tmp_path, sampler=sampler, rescale=0.7)


@pytest.mark.parametrize("size", [(8, 8), (72, 40), (40, 104)])
def test_sizes(parity, tmp_path, size) -> None:
    parity.check(tmp_path, sampler="dpmpp_2m", width=size[0], height=size[1])


def test_pictures_of_a_batch(parity, tmp_path) -> None:
    parity.check(tmp_path, count=3, seed=100)


def test_a_picture_of_an_odd_size(parity, tmp_path, init) -> None:
    parity.check(tmp_path, init=init(77, 61), strength=0.5)


@pytest.mark.parametrize("offset", [0, 1])
def test_offset_as_the_pipelines_have_it(parity, tmp_path, offset) -> None:
    parity.configure_anew(steps_offset=offset, clip_sample=True)
    parity.check(tmp_path)
