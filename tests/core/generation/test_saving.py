"""A saved picture carries all that made it, and its start picture is kept beside it."""

import threading
from pathlib import Path

import pytest
import torch
from PIL import Image

from core.contract.errors import FileMissing
from core.contract.parameters import parse_parameters
from core.contract.recipe import Recipe
from core.files import images
from core.files.hashes import folder_hash
from core.files.inputs import load_input
from core.generation.output import Output
from core.generation.plan import read_init, resolve
from core.generation.saving import ModelHash, Saver


def saver(request, info) -> Saver:
    plan = resolve(request, info)
    output = Output.of(request)
    return Saver(
        plan=plan,
        info=info,
        output=output,
        inputs=output.folder,
        device=torch.device("cpu"),
        dtype=torch.float32,
        model_hash=ModelHash(info.path),
        init=read_init(plan),
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
    assert parse_parameters(texts["parameters"]).seed == 6


def test_the_start_picture_is_kept_as_it_was(ask, info, photo) -> None:
    source = photo(45, 31)
    path = saver(ask(init=str(source), strength=0.4), info).save(Image.new("RGB", (40, 24)), 0)
    recipe = Recipe.from_json(images.read_texts(path)["reverie"])
    assert recipe.strength == 0.4
    assert recipe.init_hash is not None
    kept = load_input(path.parent, recipe.init_hash)
    assert kept.tobytes() == images.read_picture(source).tobytes()


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
