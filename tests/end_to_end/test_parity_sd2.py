"""SD 2 and LCM from the folder to the picture: what diffusers' pipelines draw, to 2 levels of 255.

Random checkpoints that diffusers wrote, on the CPU in float32; `test_parity.py` does the same for SD 1.
"""

from __future__ import annotations

from collections.abc import Iterator

import diffusers
import pytest
import torch

from tests.support import random_pipelines
from tests.support.both_ways import BothWays
from tests.support.random_pipelines import BETAS

pytestmark = [pytest.mark.oracle, pytest.mark.filterwarnings("ignore")]

SAMPLERS = ["ddim", "euler", "dpmpp_2m"]
STRENGTHS = [(0.02, 50), (0.3, 10), (0.98, 20), (1.0, 5)]  # with steps, of which one at least runs


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> BothWays:
    torch.manual_seed(4)
    folder = tmp_path_factory.mktemp("sd2")
    schedule = {"clip_sample": False, "set_alpha_to_one": False, "steps_offset": 1}
    scheduler = diffusers.DDIMScheduler(prediction_type="v_prediction", **schedule, **BETAS)
    parts = random_pipelines.sd2(folder)
    pipe = diffusers.StableDiffusionPipeline(**parts, scheduler=scheduler)
    pipe.save_pretrained(folder / "model")
    return BothWays(folder / "model", "sd")


@pytest.fixture
def sd2(checkpoint: BothWays) -> Iterator[BothWays]:
    with checkpoint.restored():
        yield checkpoint


@pytest.fixture(scope="module")
def lcm(tmp_path_factory: pytest.TempPathFactory) -> BothWays:
    torch.manual_seed(6)
    folder = tmp_path_factory.mktemp("lcm")
    parts = random_pipelines.lcm(folder)
    scheduler = diffusers.LCMScheduler(**BETAS)
    pipe = diffusers.LatentConsistencyModelPipeline(**parts, scheduler=scheduler)
    pipe.save_pretrained(folder / "model")
    return BothWays(folder / "model", "lcm")


@pytest.mark.parametrize("sampler", SAMPLERS)
@pytest.mark.parametrize("steps", [1, 5])
def test_v_prediction(sd2, tmp_path, sampler, steps) -> None:
    sd2.check(tmp_path, sampler=sampler, steps=steps, negative="blurry")


@pytest.mark.parametrize("sampler", SAMPLERS)
@pytest.mark.parametrize(("strength", "steps"), STRENGTHS)
def test_v_prediction_from_a_picture(sd2, tmp_path, init, sampler, strength, steps) -> None:
    sd2.check(tmp_path, sampler=sampler, steps=steps, init=init(), strength=strength)


@pytest.mark.parametrize("sampler", SAMPLERS)
def test_zero_terminal_snr(sd2, tmp_path, sampler) -> None:
    sd2.configure(rescale_betas_zero_snr=True, timestep_spacing="trailing")
    sd2.check(tmp_path, sampler=sampler, rescale=0.7, negative="blurry")


@pytest.mark.parametrize("skip", [1, 2, 4])
def test_clip_skip(sd2, tmp_path, skip) -> None:
    sd2.check(tmp_path, clip_skip=skip, negative="blurry")


@pytest.mark.parametrize("guidance", [1.0, 8.5])
def test_a_consistency_model_that_is_told_its_guidance(lcm, tmp_path, init, guidance) -> None:
    lcm.check(tmp_path, sampler="lcm", guidance_scale=guidance)
    lcm.check(
        tmp_path,
        sampler="lcm",
        guidance_scale=guidance,
        init=init(),
        strength=0.5,
        overwrite=True,
    )
