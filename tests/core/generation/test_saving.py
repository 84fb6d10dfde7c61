"""A saved picture carries all that made it, and its start picture is kept beside it."""

import threading
from pathlib import Path

import pytest
import torch
from PIL import Image

from core.contract.errors import FileMissing
from core.contract.recipe import Recipe
from core.files.models.hashes import folder_hash
from core.files.pictures import images
from core.files.recipes.inputs import input_path
from core.generation.hashing import ModelHash
from core.generation.output import Output
from core.generation.picture_words import picture_words
from core.generation.plan import read_init, resolve
from core.generation.saving import Saver


def saver(request, info) -> Saver:
    plan = resolve(request, info)
    output = Output.of(request)
    return Saver(
        plan=plan,
        words=picture_words(request),
        info=info,
        output=output,
        inputs=output.folder,
        device=torch.device("cpu"),
        dtype=torch.float32,
        model_hash=ModelHash(info.path),
        init=read_init(plan),
        mask=None if plan.mask is None else images.read_picture(plan.mask, ground="black"),
    )


def test_the_recipe_in_the_file_is_complete(ask, info) -> None:
    image = Image.new("RGB", (32, 32), "teal")
    request = ask(negative="", guidance_scale=2.5, prediction="v", count=2)
    path = saver(request, info).save(image, 1)
    texts = images.read_texts(path)
    recipe = Recipe.from_json(texts["reverie"])
    assert recipe == Recipe(
        prompt="a swan",
        negative="",
        plain_prompt=False,
        model="tiny",
        model_hash=folder_hash(info.path),
        sampler="ddim",
        schedule="model",
        steps=4,
        guidance_scale=2.5,
        prediction="v",
        seed=6,
        width=32,
        height=32,
        device="cpu",
        dtype="float32",
        threads=torch.get_num_threads(),
        torch=torch.__version__,
        pixel_hash=images.pixel_hash(images.read_picture(path)),
    )
    assert ", Seed: 6, " in texts["parameters"]


def test_the_start_picture_is_kept_as_it_was(ask, info, photo) -> None:
    source = photo(45, 31)
    path = saver(ask(init=str(source), strength=0.4), info).save(Image.new("RGB", (40, 24)), 0)
    recipe = Recipe.from_json(images.read_texts(path)["reverie"])
    assert recipe.strength == 0.4
    assert recipe.init_hash is not None
    kept = images.read_picture(input_path(path.parent, recipe.init_hash))
    assert kept.tobytes() == images.read_picture(source).tobytes()


def test_the_mask_is_kept_beside_it(ask, info, photo) -> None:
    fields = {"mask_feather": 3, "fill": "noise"}
    source = photo(20, 31, "mask.png")
    request = ask(init=str(photo()), mask=str(source), **fields)
    path = saver(request, info).save(Image.new("RGB", (32, 32)), 0)
    recipe = Recipe.from_json(images.read_texts(path)["reverie"])
    assert recipe.mask_hash is not None
    kept = images.read_picture(input_path(path.parent, recipe.mask_hash))
    assert kept.tobytes() == images.read_picture(source).tobytes()
    assert (recipe.mask_feather, recipe.fill, recipe.match_colours) == (3, "noise", True)


def test_without_a_mask_the_recipe_has_none_of_it(ask, info, photo) -> None:
    path = saver(ask(init=str(photo())), info).save(Image.new("RGB", (32, 32)), 0)
    recipe = Recipe.from_json(images.read_texts(path)["reverie"])
    assert {recipe.mask_hash, recipe.mask_feather, recipe.fill, recipe.match_colours} == {None}


def test_nothing_is_kept_before_a_picture_is_saved(ask, info, photo) -> None:
    made = saver(ask(init=str(photo())), info)
    assert not made.output.folder.exists()


def test_the_hash_does_not_keep_the_drawing_waiting() -> None:
    go = threading.Event()

    def compute(folder: str) -> str:
        assert go.wait(10)
        return folder * 64

    pending = ModelHash("a", compute)
    go.set()
    assert pending.value() == "a" * 64
    assert pending.value() == "a" * 64


def test_a_failed_hash_is_told_to_whoever_asks(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        ModelHash(str(tmp_path)).value()


def test_the_recipe_keeps_what_was_written_and_what_was_read(ask, info) -> None:
    def recipe_of(**fields) -> Recipe:
        request = ask(**fields)
        path = saver(request, info).save(Image.new("RGB", (32, 32)), 0)
        path.rename(path.with_name("kept.png"))
        texts = images.read_texts(path.with_name("kept.png"))
        assert texts["parameters"].startswith(request.prompt)
        return Recipe.from_json(texts["reverie"])

    chosen = recipe_of(prompt="a {red|red} swan", negative="blurry # not sharp")
    assert (chosen.prompt, chosen.prompt_expanded) == ("a {red|red} swan", "a red swan")
    assert (chosen.negative, chosen.negative_expanded) == ("blurry # not sharp", "blurry ")
    plain = recipe_of(prompt="a {red|red} (swan)", plain_prompt=True)
    assert (plain.plain_prompt, plain.prompt_expanded) == (True, None)
    written = recipe_of(prompt="a (red) swan")
    assert (written.plain_prompt, written.prompt_expanded) == (False, None)
