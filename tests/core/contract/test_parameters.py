"""The text of A1111 and its relatives, as they write and as they read it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.contract.additions import EmbeddingRecord, LoraRecord
from core.contract.parameters import (
    SAMPLER_TITLES,
    SCHEDULE_TITLES,
    parameters_text,
)
from core.contract.recipe import Recipe
from core.contract.request import SamplerName, ScheduleName

Make = Callable[..., Recipe]
QUICK = settings(max_examples=80, deadline=None)
A1111_PAIR = re.compile(r'\s*(\w[\w \-/]+):\s*("(?:\\.|[^\\"])+"|[^,]*)(?:,|$)')
NEGATIVE = "Negative prompt:"


def as_others_read(text: str) -> tuple[str, str, dict[str, str]]:
    """Prompt, negative prompt and pairs, by the rules of A1111."""
    *lines, last = text.split("\n")
    start = next((n for n, line in enumerate(lines) if line.startswith(NEGATIVE)), len(lines))
    prompt, negative = "\n".join(lines[:start]), "\n".join(lines[start:])
    pairs = {key: value.strip() for key, value in A1111_PAIR.findall(last)}
    pairs = {k: json.loads(v) if v.startswith('"') else v for k, v in pairs.items()}
    return prompt, negative.removeprefix(NEGATIVE).strip(), pairs


def test_text_to_image(make_recipe: Make) -> None:
    assert parameters_text(make_recipe(negative="blurry", schedule="karras")) == (
        "a cute teddy bear on a blue background\n"
        "Negative prompt: blurry\n"
        "Steps: 25, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 7.5, Seed: 1234567890, "
        "Size: 512x768, Model hash: 0123456789, Model: starter, RNG: CPU, Version: Reverie 0.1.0"
    )


def test_image_to_image_and_whole_numbers(make_recipe: Make) -> None:
    recipe = make_recipe(
        sampler="euler",
        guidance_scale=7.0,
        negative="",
        init_hash="ef" * 32,
        strength=0.6,
        clip_skip=2,
    )
    assert parameters_text(recipe) == (
        "a cute teddy bear on a blue background\n"
        "Steps: 25, Sampler: Euler, Schedule type: Automatic, CFG scale: 7, Seed: 1234567890, "
        "Size: 512x768, Model hash: 0123456789, Model: starter, Denoising strength: 0.6, "
        "Clip skip: 2, Init image hash: efefefefef, RNG: CPU, Version: Reverie 0.1.0"
    )


@pytest.mark.parametrize("sampler", get_args(SamplerName))
@pytest.mark.parametrize("schedule", get_args(ScheduleName))
def test_every_sampler_and_schedule_has_a_name(make_recipe: Make, sampler, schedule) -> None:
    pairs = as_others_read(parameters_text(make_recipe(sampler=sampler, schedule=schedule)))[2]
    assert pairs["Sampler"] == SAMPLER_TITLES[sampler]
    assert pairs["Schedule type"] == SCHEDULE_TITLES[schedule]


def test_eta_where_it_was_used(make_recipe: Make) -> None:
    text = parameters_text(make_recipe(sampler="ddim", eta=0.25))
    assert "RNG: CPU, Eta: 0.25, Version" in text


def test_a_mask(make_recipe: Make) -> None:
    masked = {"init_hash": "ef" * 32, "strength": 1.0, "mask_hash": "ab" * 32}
    masked |= {"mask_feather": 4, "fill": "blank", "match_colours": True}
    text = parameters_text(make_recipe(**masked))
    assert "RNG: CPU, Mask blur: 4, Masked content: latent nothing, Version" in text
    plain = parameters_text(make_recipe(**masked | {"mask_feather": 0, "fill": "original"}))
    assert "Mask" not in plain


def test_a_model_name_with_commas_is_quoted(make_recipe: Make) -> None:
    text = parameters_text(make_recipe(model='a, "b": c', sampler="ddim"))
    assert 'Model: "a, \\"b\\": c", RNG' in text
    assert as_others_read(text)[2]["Model"] == 'a, "b": c'


LINES = st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), min_size=1, max_size=40)
PROMPTS = st.lists(LINES.filter(lambda line: ":" not in line), max_size=4).map("\n".join)


@QUICK
@given(data=st.data(), prompt=PROMPTS, negative=PROMPTS)
def test_others_read_what_was_written(
    data: st.DataObject, prompt: str, negative: str, recipes: st.SearchStrategy[Recipe]
) -> None:
    made = data.draw(recipes)
    recipe = Recipe(**{**vars(made), "prompt": prompt, "negative": negative})
    *words, pairs = as_others_read(parameters_text(recipe))
    assert words == [prompt, negative]
    assert pairs["Steps"] == str(recipe.steps)
    assert float(pairs["CFG scale"]) == recipe.guidance_scale
    assert int(pairs["Seed"]) == recipe.seed
    assert pairs["Size"] == f"{recipe.width}x{recipe.height}"
    strength = pairs.get("Denoising strength")
    assert (None if strength is None else float(strength)) == recipe.strength
    assert int(pairs.get("Clip skip", 1)) == recipe.clip_skip
    assert pairs["Model hash"] == recipe.model_hash[:10]
    assert pairs["Model"] in (recipe.model, recipe.model.strip())
    assert (pairs["RNG"], pairs["Version"]) == ("CPU", "Reverie 0.1.0")


def test_a_name_that_begins_with_blanks_and_a_quote_is_quoted(make_recipe: Make) -> None:
    """Readers drop the blanks and then take the quote for their own."""
    *_words, pairs = as_others_read(parameters_text(make_recipe(model=' "')))
    assert pairs["Model"] == ' "'


def test_loras_and_embeddings_as_a1111_writes_them(make_recipe: Make) -> None:
    recipe = make_recipe(
        prompt="a swan <lora:ink:0.7>",
        loras=(
            LoraRecord("ink", "ab" * 32, "1a2b3c4d5e6f", 0.7),
            LoraRecord("a: b, c", "cd" * 32, "0a0b0c0d0e0f", 1.0, -0.5),
        ),
        embeddings=(EmbeddingRecord("neg", "ef" * 32), EmbeddingRecord("x", "12" * 32, "<x>")),
    )
    prompt, line = parameters_text(recipe).splitlines()
    assert prompt == "a swan <lora:ink:0.7> <lora:a b c:-0.5:1>"
    pairs = dict(A1111_PAIR.findall(line))
    assert pairs["Lora hashes"] == '"ink: 1a2b3c4d5e6f, a b c: 0a0b0c0d0e0f"'
    assert pairs["TI hashes"] == '"neg: efefefefefef, x: 121212121212"'
