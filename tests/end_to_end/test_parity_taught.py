"""What was taught here: our own drawing and diffusers' with the result equal, to 2 levels of 255.

A LoRA in every family, and a model whose own weights learned, as a folder and as one file.
"""

from __future__ import annotations

from pathlib import Path

import diffusers
import numpy as np
import pytest
import torch
from PIL import Image

from core.contract.additions import Lora
from core.contract.teaching import DreamBoothConfig
from core.generation.loader import Loader
from core.training.train import train
from core.training.watch import Watch
from tests.support import random_pipelines
from tests.support.both_ways import (
    MAX,
    PIPELINES,
    PROMPT,
    BothWays,
    drawn_by,
    drawn_by_us,
    request_of,
)
from tests.support.lora_pipelines import load
from tests.support.random_pipelines import BETAS, SIZE, UNCHECKED

pytestmark = [pytest.mark.oracle, pytest.mark.filterwarnings("ignore")]
LAYOUTS = {"sd1": "sd", "sd2": "sd", "sdxl": "sdxl"}


@pytest.mark.parametrize("family", LAYOUTS)
def test_diffusers_draws_the_same_with_what_was_taught(family, tmp_path, monkeypatch):
    monkeypatch.setenv("REVERIE_HOME", str(tmp_path / "home"))
    model, scheduler = made(family, tmp_path)
    both = BothWays(model, LAYOUTS[family])
    factors = {"conv": True, "rank": 3, "alpha": 6.0, "prior": "adapter_off"}
    rates = {"learning_rate": 0.3, "text_learning_rate": 0.3}
    file = str(taught(model, tmp_path, **factors, **rates) / "sks-swan.safetensors")

    plain = both.ours(both.request(tmp_path, steps=3))[0]
    request = both.request(tmp_path, steps=3, loras=(Lora(file, 0.9),), overwrite=True)
    got = both.ours(request)[0]
    pipe = PIPELINES[both.layout][0](**both.parts, scheduler=scheduler, **extra(both))
    load(pipe, Path(file), "a")
    pipe.set_adapters(["a"], [0.9])
    told = {"prompt": request.prompt, "negative_prompt": request.negative}
    told |= {"width": SIZE, "height": SIZE, "num_inference_steps": 3}
    want = drawn_by(pipe, request.seed, guidance_scale=request.guidance_scale, **told)
    assert want.std() > 10, "a picture of one colour proves nothing"
    assert np.abs(got - plain).max() > 3 * MAX, "the LoRA does nothing"
    assert np.abs(got - want).max() <= MAX


def test_diffusers_draws_the_same_from_a_model_that_was_taught_whole(tmp_path, monkeypatch):
    monkeypatch.setenv("REVERIE_HOME", str(tmp_path / "home"))
    model, _ = made("sd1", tmp_path)
    how = {"method": "full", "prior": "none", "learning_rate": 0.003, "text_learning_rate": 0.003}
    before, after = BothWays(model, "sd"), BothWays(taught(model, tmp_path, **how), "sd")
    plain = before.ours(before.request(tmp_path, steps=3))[0]
    request = after.request(tmp_path, steps=3, overwrite=True)
    assert np.abs(after.ours(request)[0] - plain).max() > 3 * MAX, "nothing was learned"
    after.check(tmp_path, steps=3, overwrite=True)


@pytest.mark.parametrize("family", ["sd1", "sdxl"])
def test_diffusers_draws_the_same_from_the_one_file_of_a_whole_model(family, tmp_path, monkeypatch):
    monkeypatch.setenv("REVERIE_HOME", str(tmp_path / "home"))
    model, scheduler = made(family, tmp_path)
    how = {"method": "full", "prior": "none", "learning_rate": 0.003, "text_learning_rate": 0.003}
    result = taught(model, tmp_path, result_format="single-file", **how)
    before = drawn_by_us(request_of(model, tmp_path, steps=3), Loader())[0]
    request = request_of(result / "sks-swan.safetensors", tmp_path, steps=3, overwrite=True)
    got = drawn_by_us(request, Loader())[0]
    assert np.abs(got - before).max() > 3 * MAX, "nothing was learned"
    unchecked = {} if family == "sdxl" else UNCHECKED
    kind = PIPELINES[LAYOUTS[family]][0]
    pipe = kind.from_single_file(
        request.model, config=str(model), local_files_only=True, **unchecked
    )
    pipe.scheduler = scheduler
    told = {"prompt": PROMPT, "width": SIZE, "height": SIZE, "num_inference_steps": 3}
    want = drawn_by(pipe, request.seed, guidance_scale=request.guidance_scale, **told)
    assert want.std() > 10, "a picture of one colour proves nothing"
    assert np.abs(got - want).max() <= MAX


def made(family, tmp_path):
    """A tiny model of a family that diffusers wrote, and its scheduler."""
    torch.manual_seed(1)
    how = {"prediction_type": "v_prediction"} if family == "sd2" else {}
    scheduler = diffusers.EulerDiscreteScheduler(steps_offset=1, **BETAS, **how)
    parts = getattr(random_pipelines, family)(tmp_path)
    model = tmp_path / "model"
    PIPELINES[LAYOUTS[family]][0](**parts, scheduler=scheduler).save_pretrained(model)
    return model, scheduler


def extra(both):
    return {"feature_extractor": None} | both.extra


def taught(model, tmp_path, **how):
    """The result of three quick steps on noise: all that counts is that every number that learns has moved."""
    photos = tmp_path / "photos"
    photos.mkdir()
    for index in range(2):
        noise = np.random.default_rng(index).integers(0, 256, (8, 8, 3), dtype=np.uint8)
        Image.fromarray(noise).resize((SIZE, SIZE)).save(photos / f"{index}.png")
    config = DreamBoothConfig(
        photos=str(photos),
        class_noun="swan",
        model=str(model),
        output=str(tmp_path / "run"),
        train_text_encoder=True,
        steps=3,
        resolution=SIZE,
        checkpoint_every=3,
        device="cpu",
        **how,
    )
    *_, end = train(config, Watch(), resume=False)
    return Path(end.result)
