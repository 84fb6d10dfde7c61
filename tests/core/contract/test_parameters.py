"""The text of A1111 and its relatives: as they write it, and read without trust."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.contract.additions import EmbeddingRecord, LoraRecord
from core.contract.parameters import (
    SAMPLER_TITLES,
    SCHEDULE_TITLES,
    Parameters,
    parameters_text,
    parse_parameters,
)
from core.contract.recipe import Recipe
from core.contract.request import SamplerName, ScheduleName

Make = Callable[..., Recipe]
QUICK = settings(max_examples=80, deadline=None)
A1111_PAIR = re.compile(r'\s*(\w[\w \-/]+):\s*("(?:\\.|[^\\"])+"|[^,]*)(?:,|$)')


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
    text = parameters_text(make_recipe(sampler=sampler, schedule=schedule))
    read = parse_parameters(text)
    assert (read.sampler, read.schedule) == (sampler, schedule)
    older = text.replace("Schedule type: ", "Schedule: ")  # older files name it after the sampler
    name = SCHEDULE_TITLES[schedule]
    older = older.replace(f"{SAMPLER_TITLES[sampler]},", f"{SAMPLER_TITLES[sampler]} {name},")
    assert parse_parameters(older).sampler == sampler


def test_eta_where_it_was_used(make_recipe: Make) -> None:
    text = parameters_text(make_recipe(sampler="ddim", eta=0.25))
    assert "RNG: CPU, Eta: 0.25, Version" in text
    assert parse_parameters(text).eta == 0.25
    assert parse_parameters(text.replace("0.25", "7")).eta is None


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
    read = parse_parameters(text)
    assert (read.model, read.sampler) == ('a, "b": c', "ddim")


LINES = st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), min_size=1, max_size=40)
PROMPTS = st.lists(LINES.filter(lambda line: ":" not in line), max_size=4).map("\n".join)


@QUICK
@given(data=st.data(), prompt=PROMPTS, negative=PROMPTS)
def test_there_and_back(
    data: st.DataObject, prompt: str, negative: str, recipes: st.SearchStrategy[Recipe]
) -> None:
    made = data.draw(recipes)
    recipe = Recipe(**{**vars(made), "prompt": prompt, "negative": negative})
    read = parse_parameters(parameters_text(recipe))
    assert (read.prompt, read.negative or "") == (prompt, negative)
    assert (read.steps, read.sampler, read.schedule) == (
        *(recipe.steps, recipe.sampler, recipe.schedule),
    )
    assert (read.guidance_scale, read.seed) == (recipe.guidance_scale, recipe.seed)
    assert (read.width, read.height) == (recipe.width, recipe.height)
    assert read.strength == recipe.strength
    assert (read.clip_skip or 1) == recipe.clip_skip
    assert read.model_hash == recipe.model_hash[:10]
    assert read.model in (recipe.model, recipe.model.strip())
    assert read.values["RNG"] == "CPU"


@QUICK
@given(data=st.data())
def test_the_readers_of_others_find_our_pairs(
    data: st.DataObject, recipes: st.SearchStrategy[Recipe]
) -> None:
    recipe = data.draw(recipes)
    last = parameters_text(recipe).split("\n")[-1]
    found = dict(A1111_PAIR.findall(last))
    assert found["Steps"] == str(recipe.steps)
    assert found["Size"] == f"{recipe.width}x{recipe.height}"
    assert found["Version"] == "Reverie 0.1.0"


FOREIGN = """portrait of sks person, (oil painting:1.2), [ink:watercolour:0.4] <lora:softlight:0.7>
second line
Negative prompt: blurry,
ugly
Steps: 28, Sampler: DPM++ 2M Karras, CFG scale: 6.5, Seed: 1234567890, Size: 512x768, \
Model hash: 6ce0161689, Model: v1-5-pruned-emaonly, Denoising strength: 0.45, Clip skip: 2, \
Hires prompt: "portrait, sharp eyes: detailed", Lora hashes: "softlight: b1b5db66e2f6, other: bb10", \
Version: v1.10.1"""


def test_a_foreign_text() -> None:
    read = parse_parameters(FOREIGN)
    assert read.prompt.startswith("portrait of sks")
    assert read.prompt.endswith("\nsecond line")
    assert read.negative == "blurry,\nugly"
    assert (read.sampler, read.schedule) == ("dpmpp_2m", "karras")
    assert (read.steps, read.guidance_scale, read.seed) == (28, 6.5, 1234567890)
    assert (read.width, read.height, read.strength) == (512, 768, 0.45)
    assert read.clip_skip == 2
    assert (read.model, read.model_hash) == ("v1-5-pruned-emaonly", "6ce0161689")
    assert read.values["Hires prompt"] == "portrait, sharp eyes: detailed"
    assert read.values["Lora hashes"] == "softlight: b1b5db66e2f6, other: bb10"


def test_a_line_with_less_than_three_pairs_is_prompt() -> None:
    assert parse_parameters("a: b\nSteps: 20, Seed: 3") == Parameters("a: b\nSteps: 20, Seed: 3")
    assert parse_parameters("") == Parameters("")


def test_without_a_schedule_type_it_is_the_automatic_one() -> None:
    assert parse_parameters("x\nSteps: 2, Sampler: Euler, Seed: 1").schedule == "model"
    assert parse_parameters("x\nSteps: 2, CFG scale: 3, Seed: 1").schedule is None


@pytest.mark.parametrize(
    ("pair", "field"),
    [
        ("Steps: 0", "steps"),
        ("Steps: 501", "steps"),
        ("Steps: ٣", "steps"),
        ("Steps: 1e2", "steps"),
        ("Steps: " + "9" * 4000, "steps"),
        ("Sampler: Magic", "sampler"),
        ("Schedule type: Beta", "schedule"),
        ("CFG scale: nan", "guidance_scale"),
        ("CFG scale: 1e400", "guidance_scale"),
        ("CFG scale: -1", "guidance_scale"),
        ("CFG scale: 1.2.3", "guidance_scale"),
        ("Seed: -1", "seed"),
        ("Seed: 9223372036854775808", "seed"),
        ("Size: 5000x64", "width"),
        ("Size: 64x0", "height"),
        ("Size: 64x64x64", "width"),
        ("Denoising strength: 1.5", "strength"),
        ("Clip skip: 0", "clip_skip"),
        ("Model hash: <script>", "model_hash"),
    ],
)
def test_values_out_of_range_become_none(pair: str, field: str) -> None:
    read = parse_parameters(f"x\n{pair}, Aa: 1, Bb: 2, Cc: 3")
    assert getattr(read, field) is None
    assert read.prompt == "x"


@QUICK
@given(st.text(max_size=300))
def test_any_text(text: str) -> None:
    read = parse_parameters(text)
    assert isinstance(read.prompt, str)
    assert len(read.prompt) <= 20_000


@pytest.mark.parametrize(
    "text",
    [
        "a" * 5_000_000,
        "x\n" + " " * 90_000 + "y",
        "x\n" + "a" * 99_000,
        "x\n" + 'ab: "' * 19_000,
        "x\n" + 'ab: "\\' * 16_000,
        "x\n" + "ab: ," * 19_000,
        "\n" * 1_000_000,
        "Negative prompt:\n" * 50_000,
    ],
)
def test_hostile_texts_take_no_time(text: str) -> None:
    started = time.process_time()
    read: Any = parse_parameters(text)
    assert time.process_time() - started < 2
    assert len(read.prompt) <= 20_000


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
