"""Repainting a part of a picture: inside the mask what diffusers' pipelines draw, outside the old bytes.

Ordinary and inpainting U-Nets of SD 1 and SDXL, random, written by diffusers, in float32 on the CPU.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import diffusers
import numpy as np
import pytest
import torch
from PIL import Image

from core.contract.addition_errors import AdditionRefused
from core.contract.additions import Lora
from tests.support.both_ways import CLASSES, MAX, PIPELINES, BothWays, pixels
from tests.support.lora_files import ATTENTION, kohya, saved
from tests.support.lora_pipelines import loaded
from tests.support.random_pipelines import BETAS, SIZE, sd1, sdxl

pytestmark = [pytest.mark.oracle, pytest.mark.filterwarnings("ignore")]


class Repainted(BothWays):
    """One folder whose pictures are compared inside the mask."""

    def check_inside(self, tmp_path: Path, start: tuple[str, str], **fields: Any) -> None:
        request = self.request(tmp_path, init=start[0], mask=start[1], **fields)
        (got,) = self.ours(request)
        install = loaded(*request.loras) if request.loras else None
        want, old = self.theirs(request, request.seed, install), pixels(Image.open(start[0]))
        inside = np.asarray(Image.open(start[1]).convert("L")) >= 128
        assert got.shape == want.shape == old.shape
        assert np.array_equal(got[~inside], old[~inside])
        assert np.abs(got - want)[inside].max() <= MAX
        assert np.abs(want - old)[inside].mean() > 10, "something must be repainted"


@pytest.fixture(scope="module")
def checkpoints(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, int], Repainted]:
    made = {}
    usual = {"prompt": "a swan", "guidance_scale": 4.0, "sampler": "ddim"}
    for name, layout, parts in (("sd1", "sd", sd1), ("sdxl", "sdxl", sdxl)):
        for channels in (4, 9):
            torch.manual_seed(6)
            folder = tmp_path_factory.mktemp(f"{name}-{channels}")
            scheduler = diffusers.DDIMScheduler(clip_sample=False, steps_offset=1, **BETAS)
            repainting = PIPELINES[layout][2]
            pipe = repainting(**parts(folder, in_channels=channels), scheduler=scheduler)
            pipe.save_pretrained(folder / "model")
            made[name, channels] = Repainted(folder / "model", layout, **usual)
    return made


@pytest.fixture
def start(tmp_path: Path, init) -> tuple[str, str]:
    """A picture and a mask whose edges do not lie on cells."""
    repainted = np.zeros((SIZE, SIZE), dtype=np.uint8)
    repainted[13:45, 20:61] = 255
    mask = tmp_path / "mask.png"
    Image.fromarray(repainted).save(mask)
    return init(), str(mask)


@pytest.mark.parametrize("strength", [0.3, 0.75, 1.0])
@pytest.mark.parametrize("channels", [4, 9])
@pytest.mark.parametrize("name", ["sd1", "sdxl"])
def test_families(checkpoints, tmp_path, start, name, channels, strength) -> None:
    checkpoints[name, channels].check_inside(tmp_path, start, strength=strength)


@pytest.mark.parametrize("sampler", CLASSES)
@pytest.mark.parametrize(("channels", "strength"), [(4, 1.0), (4, 0.6), (9, 1.0)])
def test_samplers(checkpoints, tmp_path, start, sampler, channels, strength) -> None:
    checkpoints["sd1", channels].check_inside(
        tmp_path, start, sampler=sampler, strength=strength, steps=5
    )


@pytest.mark.parametrize("channels", [4, 9])
def test_without_guidance(checkpoints, tmp_path, start, channels) -> None:
    checkpoints["sd1", channels].check_inside(tmp_path, start, guidance_scale=1.0, strength=0.8)


@pytest.mark.parametrize("channels", [4, 9])
def test_fills_are_three_pictures_below_full_strength(
    checkpoints, tmp_path, start, channels
) -> None:
    both = checkpoints["sd1", channels]
    asked = {"init": start[0], "mask": start[1], "overwrite": True}

    def drawn(strength: float) -> set[bytes]:
        fills = ("original", "noise", "blank")
        requests = (both.request(tmp_path, strength=strength, fill=f, **asked) for f in fills)
        return {both.ours(request)[0].tobytes() for request in requests}

    assert len(drawn(0.6)) == 3
    assert len(drawn(1.0)) == 1


FEW = (*ATTENTION, "conv_in", "conv1", "ff.net.2")  # layers


@pytest.mark.parametrize("name", ["sd1", "sdxl"])
def test_a_lora_made_for_the_inpainting_model(checkpoints, tmp_path, start, name) -> None:
    """Also in the first convolution, which sees mask and masked picture."""
    both = checkpoints[name, 9]
    torch.manual_seed(9)
    layers = kohya(both.parts["unet"], "lora_unet_", FEW)
    assert layers["lora_unet_conv_in.lora_down.weight"].shape[1] == 9
    lora = Lora(saved(tmp_path / "ink.safetensors", layers), 0.8)
    usual = {"steps": 2, "overwrite": True}
    asked = {"init": start[0], "mask": start[1], **usual}
    (plain,) = both.ours(both.request(tmp_path, **asked))
    both.check_inside(tmp_path, start, loras=(lora,), **usual)
    (back,) = both.ours(both.request(tmp_path, **asked))
    assert np.array_equal(back, plain)


@pytest.mark.parametrize("name", ["sd1", "sdxl"])
def test_a_lora_made_for_the_ordinary_model(checkpoints, tmp_path, start, name) -> None:
    """It fits unless it changes the first convolution, of which there is another one."""
    ordinary, both = checkpoints[name, 4], checkpoints[name, 9]
    torch.manual_seed(9)
    layers = kohya(ordinary.parts["unet"], "lora_unet_", ATTENTION)
    lora = Lora(saved(tmp_path / "ink.safetensors", layers), 0.8)
    both.check_inside(tmp_path, start, loras=(lora,), strength=0.75, steps=3)
    whole = kohya(ordinary.parts["unet"], "lora_unet_", FEW)
    lora = Lora(saved(tmp_path / "conv.safetensors", whole))
    with pytest.raises(AdditionRefused, match="conv_in"):  # and nothing is drawn
        both.check_inside(tmp_path, start, loras=(lora,), overwrite=True)
