"""SDXL from the folder to the picture: what diffusers' pipelines draw, to 2 levels of 255.

A random checkpoint that diffusers wrote, on the CPU in float32; `test_parity.py` does the same for SD 1.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import diffusers
import pytest
import torch

from tests.support import random_pipelines
from tests.support.both_ways import PROMPT, BothWays
from tests.support.json_files import edit_json
from tests.support.random_pipelines import BETAS

pytestmark = [pytest.mark.oracle, pytest.mark.filterwarnings("ignore")]

SAMPLERS = ["ddim", "euler", "dpmpp_2m"]
OTHERS = ["ddpm", "plms", "euler_a", "heun", "lms", "unipc", "lcm"]
STRENGTHS = [(0.02, 50), (0.3, 10), (0.98, 20), (1.0, 5)]  # with steps, of which one at least runs


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> BothWays:
    torch.manual_seed(5)
    folder = tmp_path_factory.mktemp("sdxl")
    spacing = {"steps_offset": 1, "timestep_spacing": "leading"}
    scheduler = diffusers.EulerDiscreteScheduler(**spacing, **BETAS)
    parts = random_pipelines.sdxl(folder)
    pipe = diffusers.StableDiffusionXLPipeline(**parts, scheduler=scheduler)
    pipe.save_pretrained(folder / "model")
    made = BothWays(folder / "model", "sdxl")
    made.configure(clip_sample=False)
    return made


@pytest.fixture
def sdxl(checkpoint: BothWays) -> Iterator[BothWays]:
    with checkpoint.restored():
        yield checkpoint


@pytest.mark.parametrize("negative", [None, "", "blurry"])
@pytest.mark.parametrize("size", [(64, 64), (96, 40), (48, 104)])
def test_sdxl(sdxl, tmp_path, negative, size) -> None:
    sdxl.check(tmp_path, negative=negative, width=size[0], height=size[1], seed=size[0])


@pytest.mark.parametrize("sampler", SAMPLERS)
@pytest.mark.parametrize("spacing", ["leading", "trailing", "linspace"])
def test_sdxl_samplers(sdxl, tmp_path, sampler, spacing) -> None:
    sdxl.configure(timestep_spacing=spacing)
    sdxl.check(tmp_path, sampler=sampler, steps=6)


@pytest.mark.parametrize("sampler", OTHERS)
def test_sdxl_other_samplers(sdxl, tmp_path, init, sampler) -> None:
    sdxl.check(tmp_path, sampler=sampler)
    sdxl.check(tmp_path, sampler=sampler, steps=6, init=init(), strength=0.6, overwrite=True)


@pytest.mark.parametrize("sampler", ["ddim", "ddpm", "euler_a"])
def test_a_file_that_does_not_say_whether_to_clip(sdxl, tmp_path, sampler) -> None:
    sdxl.configure(clip_sample=None)
    sdxl.check(tmp_path, sampler=sampler)


@pytest.mark.parametrize("offset", [0, 1])
def test_sdxl_takes_its_own_offset(sdxl, tmp_path, offset) -> None:
    sdxl.configure(steps_offset=offset)
    sdxl.check(tmp_path, sampler="ddim")


@pytest.mark.parametrize("negative", [None, "blurry"])
@pytest.mark.parametrize(("strength", "steps"), STRENGTHS)
def test_sdxl_from_a_picture(sdxl, tmp_path, init, negative, strength, steps) -> None:
    picture = init(72, 56)
    sdxl.check(tmp_path, negative=negative, init=picture, strength=strength, steps=steps)


@pytest.mark.parametrize("skip", [1, 2, 3])
@pytest.mark.parametrize("negative", [None, "blurry"])
def test_sdxl_clip_skip(sdxl, tmp_path, skip, negative) -> None:
    sdxl.check(tmp_path, clip_skip=skip, negative=negative)


def test_a_long_prompt_is_its_chunks_end_to_end(sdxl, tmp_path) -> None:
    """What A1111 makes of many words, put together here by hand and drawn by diffusers."""
    prompt = " ".join([PROMPT] * 8)
    context, pooled = _chunks(sdxl.parts, prompt)
    without, pooled_without = _chunks(sdxl.parts, "blurry")
    missing = (context.shape[1] - without.shape[1]) // 77
    assert missing >= 2
    filled = torch.cat([without, *[_chunks(sdxl.parts, "")[0]] * missing], 1)
    sdxl.told = {
        "prompt_embeds": context,
        "pooled_prompt_embeds": pooled,
        "negative_prompt_embeds": filled,
        "negative_pooled_prompt_embeds": pooled_without,
    }
    sdxl.check(tmp_path, prompt=prompt, negative="blurry")
    sdxl.told = {}


@pytest.mark.parametrize("guidance", [0.0, 1.0, 1.5])
def test_sdxl_guidance(sdxl, tmp_path, guidance) -> None:
    sdxl.check(tmp_path, guidance_scale=guidance)


def test_sdxl_that_encodes_an_empty_negative(sdxl, tmp_path) -> None:
    sdxl.settle()
    shutil.copytree(sdxl.folder, tmp_path / "model")
    edit_json(tmp_path / "model/model_index.json", force_zeros_for_empty_prompt=False)
    other = BothWays(tmp_path / "model", "sdxl")
    other.extra = {"force_zeros_for_empty_prompt": False}
    other.check(tmp_path)


@torch.no_grad()
def _chunks(parts: dict[str, Any], text: str) -> tuple[torch.Tensor, torch.Tensor]:
    """SDXL's context and pooled text of a text of any length, by transformers alone."""
    contexts, pooled = [], None
    for mark in ("", "_2"):
        tokenizer, encoder = parts[f"tokenizer{mark}"], parts[f"text_encoder{mark}"]
        pieces = tokenizer(text, add_special_tokens=False).input_ids
        rows = []
        for cut in range(0, max(len(pieces), 1), 75):
            row = [tokenizer.bos_token_id, *pieces[cut : cut + 75], tokenizer.eos_token_id]
            rows.append(row + [tokenizer.pad_token_id] * (77 - len(row)))
        out = encoder(torch.tensor(rows), output_hidden_states=True)
        contexts.append(out.hidden_states[-2].reshape(1, 77 * len(rows), -1))
        pooled = out[0][:1]
    return torch.cat(contexts, -1), pooled
