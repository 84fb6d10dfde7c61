"""Recipes survive the trip through a file exactly; damaged and foreign ones are refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.contract.additions import Embedding, EmbeddingRecord, Lora, LoraRecord
from core.contract.errors import InvalidValue
from core.contract.recipe import Branch, Recipe, recipe_to_request
from core.contract.request import GenerationRequest
from core.contract.version import PROGRAM

Make = Callable[..., Recipe]
QUICK = settings(max_examples=100, deadline=None)


@QUICK
@given(data=st.data())
def test_there_and_back_exactly(data: st.DataObject, recipes: st.SearchStrategy[Recipe]) -> None:
    recipe = data.draw(recipes)
    text = recipe.to_json()
    assert "\n" not in text
    assert Recipe.from_json(text) == recipe
    again = Recipe.from_json(json.dumps(json.loads(text), ensure_ascii=True, indent=1))
    assert again == recipe
    assert repr(again.guidance_scale) == repr(recipe.guidance_scale)


def test_none_and_empty_negative_stay_apart(make_recipe: Make) -> None:
    for negative in (None, ""):
        text = make_recipe(negative=negative).to_json()
        assert Recipe.from_json(text).negative == negative


def test_it_says_which_program(make_recipe: Make) -> None:
    assert json.loads(make_recipe().to_json())["program"] == PROGRAM


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("steps", 0),
        ("steps", 501),
        ("steps", 2.0),
        ("steps", True),
        ("steps", "25"),
        ("guidance_scale", -0.1),
        ("guidance_scale", 100.5),
        ("guidance_scale", 10**400),
        ("seed", -1),
        ("seed", 2**63),
        ("width", 7),
        ("width", 4097),
        ("height", 10**9),
        ("sampler", "magic"),
        ("sampler", ["ddim"]),
        ("schedule", None),
        ("prediction", "auto"),
        ("dtype", "auto"),
        ("threads", 0),
        ("strength", 1.5),
        ("clip_skip", 0),
        ("clip_skip", 33),
        ("strength", None),
        ("init_hash", "../../etc/passwd"),
        ("init_hash", None),
        ("model_hash", "AB" * 32),
        ("model_hash", "ab" * 32 + "\n"),
        ("pixel_hash", None),
        ("pixel_hash", ""),
        ("prompt", None),
        ("prompt", "x" * 20_001),
        ("prompt", "\ud800"),
        ("negative", 3),
        ("model", "x" * 501),
        ("torch", {}),
        ("format", 0),
        ("format", 2),
        ("extra", 1),
    ],
)
def test_each_field_is_checked(make_recipe: Make, field: str, value: Any) -> None:
    data = json.loads(make_recipe(init_hash="ab" * 32, strength=0.5).to_json())
    with pytest.raises(InvalidValue) as caught:
        Recipe.from_json(json.dumps({**data, field: value}))
    assert caught.value.field in (f"Recipe.{field}", "Recipe.strength")


@pytest.mark.parametrize(
    "field", ["prompt", "model", "model_hash", "steps", "seed", "device", "pixel_hash"]
)
def test_missing_fields(make_recipe: Make, field: str) -> None:
    data = json.loads(make_recipe().to_json())
    del data[field]
    with pytest.raises(InvalidValue, match=field):
        Recipe.from_json(json.dumps(data))


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e400", "-1e400"])
def test_numbers_that_are_none(make_recipe: Make, number: str) -> None:
    text = make_recipe().to_json().replace("7.5", number)
    assert number in text
    with pytest.raises(InvalidValue):
        Recipe.from_json(text)


@pytest.mark.parametrize(
    "text", ["", "3", "null", "[]", "{", "[" * 100_000, " " * 1_000_001, '"' + "x" * 100 + '"']
)
def test_what_is_no_recipe(text: str) -> None:
    with pytest.raises(InvalidValue):
        Recipe.from_json(text)


@QUICK
@given(st.text(max_size=100))
def test_any_text(text: str) -> None:
    with pytest.raises(InvalidValue):
        Recipe.from_json(text)


@QUICK
@given(data=st.data())
def test_damaged_json_is_refused_or_valid(
    data: st.DataObject, recipes: st.SearchStrategy[Recipe]
) -> None:
    text = data.draw(recipes).to_json()
    at = data.draw(st.integers(0, len(text) - 1))
    text = text[:at] + data.draw(st.text(max_size=3)) + text[at + data.draw(st.integers(0, 3)) :]
    try:
        recipe = Recipe.from_json(text)
    except InvalidValue:
        return
    assert Recipe.from_json(recipe.to_json()) == recipe


def test_the_request_again(make_recipe: Make) -> None:
    recipe = make_recipe(
        negative="", init_hash="ab" * 32, strength=0.25, prediction="v", clip_skip=2
    )
    assert recipe_to_request(recipe, model="/m", output="b.png", init="i.png") == GenerationRequest(
        prompt=recipe.prompt,
        output="b.png",
        seed=1234567890,
        model="/m",
        plain_prompt=True,
        named_embeddings=False,
        negative="",
        guidance_scale=7.5,
        steps=25,
        sampler="dpmpp_2m",
        schedule="model",
        rescale=0.0,
        width=512,
        height=768,
        init="i.png",
        strength=0.25,
        prediction="v",
        clip_skip=2,
        device="cpu",
        dtype="float32",
        savings=(),
    )


def test_the_request_without_a_start_picture(make_recipe: Make) -> None:
    request = recipe_to_request(make_recipe(), model="m", output="b.png", init="ignored.png")
    assert request.init is None
    with pytest.raises(InvalidValue) as caught:
        recipe_to_request(make_recipe(init_hash="ab" * 32, strength=0.0), model="m", output="b.png")
    assert caught.value.field == "init"


MASKED = {"mask_hash": "cd" * 32, "mask_feather": 4, "fill": "noise", "match_colours": False}


def test_the_request_with_a_mask(make_recipe: Make) -> None:
    recipe = make_recipe(init_hash="ab" * 32, strength=0.5, **MASKED)
    asked = {"model": "m", "output": "b.png", "init": "i.png"}
    request = recipe_to_request(recipe, mask="k.png", **asked)
    assert (request.mask, request.mask_feather) == ("k.png", 4)
    assert (request.fill, request.match_colours) == ("noise", False)
    with pytest.raises(InvalidValue) as caught:
        recipe_to_request(recipe, **asked)
    assert caught.value.field == "mask"


@pytest.mark.parametrize("lacking", [*MASKED, "init"])
def test_a_mask_is_told_whole_or_not_at_all(make_recipe: Make, lacking: str) -> None:
    values = {"init_hash": "ab" * 32, "strength": 0.5, **MASKED}
    gone = ("init_hash", "strength") if lacking == "init" else (lacking,)
    with pytest.raises(InvalidValue):
        make_recipe(**{name: value for name, value in values.items() if name not in gone})


def test_the_request_s_device(make_recipe: Make) -> None:
    strange = make_recipe(device="xpu")
    assert recipe_to_request(strange, model="m", output="b.png").device == "auto"
    cuda = make_recipe(device="cuda")
    assert recipe_to_request(cuda, model="m", output="b.png").device == "cuda"
    assert recipe_to_request(cuda, model="m", output="b.png", device="cpu").device == "cpu"


@QUICK
@given(data=st.data())
def test_every_recipe_with_a_size_in_cells_makes_a_request(
    data: st.DataObject, recipes: st.SearchStrategy[Recipe]
) -> None:
    recipe = data.draw(recipes)
    request = recipe_to_request(recipe, model="m", output="o.png", init="i.png", mask="k.png")
    assert request.negative == recipe.negative
    assert (request.mask is None) == (recipe.mask_hash is None)
    assert (request.init is None) == (recipe.init_hash is None)


def test_a_branch_travels_and_is_not_drawn_again_by_itself(make_recipe: Make) -> None:
    branch = Branch(3, "ab" * 32)
    recipe = make_recipe(branch=branch)
    assert Recipe.from_json(recipe.to_json()) == recipe
    with pytest.raises(InvalidValue, match="branch"):
        recipe_to_request(recipe, model="m", output="o.png", init="i.png", mask="m.png")
    with pytest.raises(InvalidValue, match="pixel_hash"):
        Branch(3, "short")
    with pytest.raises(InvalidValue, match="step"):
        Branch(-1, "ab" * 32)


def test_recipes_from_before_the_prompt_language_are_plain(make_recipe: Make) -> None:
    data = json.loads(make_recipe(plain_prompt=False).to_json())
    for name in ("plain_prompt", "prompt_expanded", "negative_expanded"):
        del data[name]
    recipe = Recipe.from_json(json.dumps(data))
    assert recipe.plain_prompt
    assert recipe_to_request(recipe, model="/m", output="b.png").plain_prompt


def test_what_was_chosen_is_asked_for_again(make_recipe: Make) -> None:
    recipe = make_recipe(
        prompt="{a|b}",
        prompt_expanded="b",
        negative="{c|d}",
        negative_expanded="c",
        plain_prompt=False,
    )
    request = recipe_to_request(recipe, model="/m", output="b.png")
    assert (request.prompt, request.prompt_expanded) == ("{a|b}", "b")
    assert (request.negative, request.negative_expanded) == ("{c|d}", "c")


ADDED = {
    "loras": (LoraRecord("ink", "ab" * 32, "ab" * 6, 0.7, 0.5),),
    "embeddings": (EmbeddingRecord("neg", "cd" * 32), EmbeddingRecord("b", "ef" * 32, "<b>")),
}


def test_loras_and_embeddings_come_back_from_text(make_recipe) -> None:
    recipe = make_recipe(**ADDED)
    assert Recipe.from_json(recipe.to_json()) == recipe


def test_a_recipe_from_before_there_were_any_still_reads(make_recipe) -> None:
    data = json.loads(make_recipe().to_json())
    for name in ADDED:
        del data[name]
    assert Recipe.from_json(json.dumps(data)) == make_recipe()


def test_the_request_has_the_files_with_their_weights_and_words(make_recipe) -> None:
    request = recipe_to_request(
        make_recipe(**ADDED), model="m", output="b.png", loras=["/i"], embeddings=["/n", "/b"]
    )
    assert request.loras == (Lora("/i", 0.7, 0.5),)
    assert request.embeddings == (Embedding("/n", "neg"), Embedding("/b", "<b>"))
    with pytest.raises(InvalidValue):
        recipe_to_request(make_recipe(**ADDED), model="m", output="b.png", loras=["/i"])
