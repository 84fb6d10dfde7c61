"""`reverie recipe`: reading how a picture was made, and making it again."""

import json
import os
import shutil

import pytest
import safetensors.torch
from PIL import Image

from core.files import store
from core.files.pictures import images


@pytest.fixture
def swan(run, tiny_model_folder, tmp_path):
    """A picture with its recipe."""
    path = tmp_path / "swan.png"
    arguments = ("generate", "--prompt", "a swan", "--model", tiny_model_folder, "--seed", 3)
    assert run(*arguments, "--device", "cpu", "--output", path).status == 0
    return path


def test_show_tells_what_was_used(run, swan):
    text = run("recipe", "show", swan).out
    rows = dict(line.split(maxsplit=1) for line in text.splitlines())
    assert (rows["prompt"], rows["seed"], rows["sampler"]) == ("a swan", "3", "ddim")
    assert "negative" not in rows


def test_show_as_json_is_the_recipe(run, swan):
    recipe = json.loads(run("recipe", "show", swan, "--json").out)
    assert recipe == json.loads(images.read_texts(swan)["reverie"])


def test_again_is_identical(run, swan, tiny_model_folder, tmp_path):
    outcome = run(
        "recipe", "again", swan, "--model", tiny_model_folder, "--output", tmp_path / "b.png"
    )
    assert outcome.status == 0
    assert outcome.out.splitlines() == [str(tmp_path / "b.png"), "identical"]
    assert outcome.err == ""


def test_again_tells_when_the_picture_is_another(run, swan, tiny_model_folder, tmp_path):
    recipe = json.loads(images.read_texts(swan)["reverie"])
    recipe["pixel_hash"] = "0" * 64
    image = images.read_picture(swan)
    swan.write_bytes(images.encode_png(image, {"reverie": json.dumps(recipe)}))
    outcome = run(
        "recipe", "again", swan, "--model", tiny_model_folder, "--output", tmp_path / "b.png"
    )
    assert (outcome.status, outcome.out.splitlines()[-1]) == (1, "different")


def test_another_model_is_noticed(run, swan, tiny_model_folder, tmp_path):
    other = tmp_path / "other"
    shutil.copytree(tiny_model_folder, other)
    weights = other / "vae" / "diffusion_pytorch_model.safetensors"
    data = bytearray(weights.read_bytes())
    data[-1] ^= 1
    weights.write_bytes(data)
    outcome = run("recipe", "again", swan, "--model", other, "--output", tmp_path / "b.png")
    assert "is not the model that made the picture" in outcome.err
    assert outcome.out.splitlines()[-1] in ("identical", "different")


def test_a_picture_from_a_picture_is_made_again_from_the_kept_one(run, tiny_model_folder, tmp_path):
    Image.new("RGB", (32, 32), "teal").save(tmp_path / "teal.png")
    arguments = (
        "--prompt",
        "a swan",
        "--model",
        tiny_model_folder,
        "--init",
        tmp_path / "teal.png",
    )
    path = tmp_path / "out" / "swan.png"
    assert run("generate", *arguments, "--output", path).status == 0
    (tmp_path / "teal.png").unlink()
    again = ("recipe", "again", path, "--model", tiny_model_folder, "--output", tmp_path / "b.png")
    assert run(*again).out.splitlines()[-1] == "identical"
    shutil.rmtree(tmp_path / "out" / ".reverie")
    (tmp_path / "b.png").unlink()
    outcome = run(*again)
    assert (outcome.status, (tmp_path / "b.png").exists()) == (2, False)


def test_a_repainted_picture_is_made_again_from_the_kept_mask(run, tiny_model_folder, tmp_path):
    Image.new("RGB", (32, 32), "teal").save(tmp_path / "teal.png")
    mask = Image.new("RGBA", (32, 32), (0, 0, 0, 0))
    mask.paste("white", (4, 4, 20, 28))
    mask.save(tmp_path / "mask.png")
    drawn = ("generate", "--prompt", "a swan", "--model", tiny_model_folder)
    drawn += ("--init", tmp_path / "teal.png", "--mask", tmp_path / "mask.png")
    drawn += ("--mask-feather", "2", "--no-match-colours", "--fill", "blank")
    path = tmp_path / "out" / "swan.png"
    assert run(*drawn, "--output", path).status == 0
    (tmp_path / "mask.png").unlink()
    again = ("recipe", "again", path, "--model", tiny_model_folder, "--output", tmp_path / "b.png")
    assert run(*again).out.splitlines()[-1] == "identical"
    assert images.read_picture(path).getpixel((0, 0)) == (0, 128, 128)


def test_a_picture_with_a_vae_of_its_own_is_made_again_with_it(
    run, refused, swan, tiny_model_folder, tmp_path
):
    other = tmp_path / "other vae"
    shutil.copytree(tiny_model_folder / "vae", other)
    weights = safetensors.torch.load_file(other / "diffusion_pytorch_model.safetensors")
    changed = {name: tensor * 1.1 for name, tensor in weights.items()}
    safetensors.torch.save_file(changed, other / "diffusion_pytorch_model.safetensors")
    path, model = tmp_path / "duck.png", ("--model", tiny_model_folder)
    drawn = ("generate", "--prompt", "a swan", *model, "--seed", 3, "--device", "cpu")
    assert run(*drawn, "--vae", other, "--output", path).status == 0
    assert images.pixel_hash(images.read_picture(path)) != images.pixel_hash(
        images.read_picture(swan)
    )
    again = ("recipe", "again", path, *model)
    outcome = run(*again, "--vae", other, "--output", tmp_path / "b.png")
    assert (outcome.status, outcome.out.splitlines()[-1], outcome.err) == (0, "identical", "")
    assert "--vae is missing" in refused(*again, "--output", tmp_path / "c.png")
    unasked = ("recipe", "again", swan, *model, "--vae", other, "--output", tmp_path / "c.png")
    assert "--vae must be left out" in refused(*unasked)
    assert not (tmp_path / "c.png").exists()


def test_the_text_of_another_program_is_shown(run, tmp_path):
    image, text = Image.new("RGB", (8, 8)), "a swan\nSteps: 20, Sampler: Euler, Seed: 1"
    store.write_bytes(tmp_path / "x.png", images.encode_png(image, {"parameters": text}))
    assert "  Steps: 20, Sampler: Euler, Seed: 1" in run("recipe", "show", tmp_path / "x.png").out
    shown = run("recipe", "show", tmp_path / "x.png", "--json").out
    assert json.loads(shown) == {"parameters": text}


@pytest.mark.parametrize("recipe", ["{", '{"prompt": 5}', '{"steps": 1e400}', "[" * 10_000])
def test_a_broken_recipe_is_refused(refused, tmp_path, recipe):
    image = Image.new("RGB", (8, 8))
    store.write_bytes(tmp_path / "x.png", images.encode_png(image, {"reverie": recipe}))
    refused("recipe", "show", tmp_path / "x.png")
    refused("recipe", "again", tmp_path / "x.png", "--output", tmp_path / "b.png")


def test_a_picture_without_a_recipe_is_refused(refused, tmp_path):
    Image.new("RGB", (8, 8)).save(tmp_path / "x.png")
    for action in (("show",), ("again", "--output", tmp_path / "b.png")):
        assert "no recipe" in refused("recipe", action[0], tmp_path / "x.png", *action[1:])
    refused("recipe", "show", tmp_path / "missing.png")


def test_again_wants_a_png_and_its_model(refused, swan, tmp_path):
    assert ".png" in refused("recipe", "again", swan, "--output", tmp_path)
    assert "'tiny'" in refused("recipe", "again", swan, "--output", tmp_path / "b.png")


def test_the_threads_of_the_recipe_are_used(run, swan, tiny_model_folder, tmp_path):
    import torch

    recipe = json.loads(images.read_texts(swan)["reverie"])
    before, other = torch.get_num_threads(), min(2, os.cpu_count() or 1)
    recipe["threads"] = other
    swan.write_bytes(images.encode_png(images.read_picture(swan), {"reverie": json.dumps(recipe)}))
    try:
        run("recipe", "again", swan, "--model", tiny_model_folder, "--output", tmp_path / "b.png")
        assert torch.get_num_threads() == other
    finally:
        torch.set_num_threads(before)


def test_a_broken_recipe_is_told_by_its_field(refused, tmp_path):
    path = tmp_path / "picture.png"
    made = images.encode_png(Image.new("RGB", (8, 8)), {"reverie": json.dumps({"steps": []})})
    path.write_bytes(made)
    assert "the recipe's prompt is missing" in refused("recipe", "show", path)


def test_again_wants_a_file_even_where_a_folder_is_called_png(refused, swan, tmp_path):
    (tmp_path / "folder.png").mkdir()
    refused("recipe", "again", swan, "--output", tmp_path / "folder.png")
    assert list((tmp_path / "folder.png").iterdir()) == []
