"""Shared by the tests of core/contract: recipes of every kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args

import pytest
from hypothesis import strategies as st

from core.contract.recipe import Recipe
from core.contract.request import OWN_SCHEDULE_ONLY, FillName, SamplerName, ScheduleName

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
HASHES = st.text("0123456789abcdef", min_size=64, max_size=64)
SIDES = st.integers(1, 512).map(lambda cells: cells * 8)


@st.composite
def recipe_values(draw: st.DrawFn) -> dict[str, Any]:
    """Fields of a valid recipe."""
    init = draw(st.booleans())
    sampler = draw(st.sampled_from(get_args(SamplerName)))
    mask = init and draw(st.booleans())
    own_only = sampler in OWN_SCHEDULE_ONLY
    return {
        "prompt": draw(TEXT),
        "negative": draw(st.none() | TEXT),
        "model": draw(st.text("abc-_. ,:\"'é", min_size=1, max_size=30)),
        "model_hash": draw(HASHES),
        "sampler": sampler,
        "schedule": "model" if own_only else draw(st.sampled_from(get_args(ScheduleName))),
        "rescale": draw(st.floats(0, 1)),
        "eta": draw(st.floats(0, 1)) if sampler == "ddim" else 0.0,
        "steps": draw(st.integers(1, 500)),
        "guidance_scale": draw(st.floats(0, 100)),
        "prediction": draw(st.sampled_from(["eps", "v"])),
        "seed": draw(st.integers(0, 2**63 - 1)),
        "width": draw(SIDES),
        "height": draw(SIDES),
        "device": draw(st.sampled_from(["cpu", "cuda", "mps"])),
        "dtype": draw(st.sampled_from(["float32", "float16", "bfloat16"])),
        "threads": draw(st.integers(1, 256)),
        "torch": "2.15.0+cpu",
        "pixel_hash": draw(HASHES),
        "init_hash": draw(HASHES) if init else None,
        "strength": draw(st.floats(0, 1)) if init else None,
        "mask_hash": draw(HASHES) if mask else None,
        "mask_feather": draw(st.integers(0, 256)) if mask else None,
        "fill": draw(st.sampled_from(get_args(FillName))) if mask else None,
        "match_colours": draw(st.booleans()) if mask else None,
        "clip_skip": draw(st.integers(1, 32)),
    }


@pytest.fixture(scope="session")
def recipes() -> st.SearchStrategy[Recipe]:
    return recipe_values().map(lambda values: Recipe(**values))


@pytest.fixture
def make_recipe() -> Callable[..., Recipe]:
    """A plain recipe with some fields changed."""

    def make(**changes: Any) -> Recipe:
        values: dict[str, Any] = {
            "prompt": "a cute teddy bear on a blue background",
            "model": "starter",
            "model_hash": "0123456789" + "ab" * 27,
            "sampler": "dpmpp_2m",
            "schedule": "model",
            "steps": 25,
            "guidance_scale": 7.5,
            "prediction": "eps",
            "seed": 1234567890,
            "width": 512,
            "height": 768,
            "device": "cpu",
            "dtype": "float32",
            "threads": 2,
            "torch": "2.15.0+cpu",
            "pixel_hash": "cd" * 32,
        }
        return Recipe(**{**values, **changes})

    return make
