"""The recipe in a picture and the request that draws it again. (`reverie recipe again` runs it for real.)"""

from dataclasses import replace

import pytest
from PIL import Image

from core.contract.errors import FileMissing, InvalidValue, NoRecipe
from core.contract.recipe import Recipe
from core.files import store
from core.files.pictures import images
from core.files.recipes import inputs
from core.files.recipes.recipe import RECIPE_KEY, drawn_again, kept_input, read_recipe

RECIPE = Recipe(
    program="0", prompt="a swan", negative=None, model="starter", model_hash="a" * 64, seed=3,
    steps=4, guidance_scale=2.0, sampler="ddim", schedule="model", width=64, height=64, device="cpu",
    prediction="eps", dtype="float32", threads=1, torch="2", pixel_hash="b" * 64,
)  # fmt: skip


def saved(tmp_path, recipe):
    path = tmp_path / "swan.png"
    image = Image.new("RGB", (64, 64))
    store.write_bytes(path, images.encode_png(image, {RECIPE_KEY: recipe.to_json()}))
    return path


def test_a_picture_tells_how_it_is_drawn_again(tmp_path):
    path = saved(tmp_path, RECIPE)
    assert read_recipe(path) == RECIPE
    again = drawn_again(path, str(tmp_path / "b.png"))
    assert again.recipe == RECIPE
    assert (again.request.prompt, again.request.seed, again.request.steps) == ("a swan", 3, 4)
    assert again.request.model.endswith("starter")
    assert again.request.output == str(tmp_path / "b.png")


def test_its_exact_start_picture_is_found_beside_it(tmp_path):
    digest = "c" * 64
    path = saved(tmp_path, replace(RECIPE, init_hash=digest, strength=0.5))
    with pytest.raises(FileMissing):
        drawn_again(path, "x.png")
    place = inputs.input_path(tmp_path, digest)
    store.make_folder(place.parent)
    store.write_bytes(place, b"x")
    assert drawn_again(path, "x.png").request.init == str(place)
    assert kept_input(path, None) is None


def test_what_cannot_be_drawn_again_says_why(tmp_path):
    path = saved(tmp_path, replace(RECIPE, vae="other", vae_hash="d" * 64))
    with pytest.raises(InvalidValue, match="vae"):
        drawn_again(path, "x.png")
    (tmp_path / "plain.png").write_bytes(b"x")
    with pytest.raises(NoRecipe):
        read_recipe(tmp_path / "plain.png")
    image = Image.new("RGB", (8, 8))
    broken = tmp_path / "broken.png"
    store.write_bytes(broken, images.encode_png(image, {RECIPE_KEY: '{"format": 1}'}))
    with pytest.raises(InvalidValue, match=r"broken\.png"):
        read_recipe(broken)
