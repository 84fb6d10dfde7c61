"""Pictures of the class: drawn once, shared, gone on with, and another key for another model or word."""

import dataclasses
import json
import shutil

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors.torch import load_file, save_file

from core.contract.errors import Cancelled
from core.contract.request import GenerationRequest
from core.files.catalogue import addition_folders, finding
from core.generation.loader import Loader
from core.training.subject.class_pictures import FIRST_SEED, ClassPictures
from tests.support.drawn import done, run


@pytest.fixture
def wanted(home, tiny_model_folder):
    return ClassPictures(finding.find(str(tiny_model_folder)), ("a dog",), 32, 2, "cpu", "float32")


def draw(wanted, cancelled=lambda: False):
    return [progress.done for progress in wanted.draw(cancelled)]


def test_they_are_drawn_once_and_more_of_them_are_added(wanted):
    assert draw(wanted) == [0, 1, 2]
    folder = wanted.folder()
    first = {path.name: path.read_bytes() for path in folder.glob("*.png")}
    assert draw(wanted) == []
    more = dataclasses.replace(wanted, count=3)
    assert more.folder() == folder
    assert draw(more) == [2, 3]
    assert all((folder / name).read_bytes() == data for name, data in first.items())


def test_an_embedding_that_is_called_as_the_class_is_no_part_of_them(wanted):
    one = dataclasses.replace(wanted, count=1)
    draw(one)
    path = one.path(one.folder(), 0)
    first = path.read_bytes()
    path.unlink()
    addition_folders.embeddings().mkdir(parents=True)
    save_file({"emb_params": torch.ones(2, 16)}, addition_folders.embeddings() / "dog.safetensors")
    draw(one)
    assert path.read_bytes() == first


def test_a_drawing_that_was_stopped_goes_on(wanted):
    folder = wanted.folder()
    with pytest.raises(Cancelled):
        draw(wanted, cancelled=lambda: (folder / "00000.png").exists())
    assert [path.name for path in folder.glob("*.png")] == ["00000.png"]
    assert draw(wanted) == [1, 2]


def test_another_word_or_size_is_another_folder(wanted):
    others = [
        dataclasses.replace(wanted, prompts=("a cat",)),
        dataclasses.replace(wanted, resolution=40),
    ]
    assert len({wanted.folder(), *(other.folder() for other in others)}) == 3


def test_another_model_is_another_folder_and_a_copy_of_this_one_is_not(
    wanted, tiny_model_folder, tmp_path
):
    copied = tmp_path / "copied"
    shutil.copytree(tiny_model_folder, copied)
    of_copy = dataclasses.replace(wanted, info=finding.find(str(copied)))
    assert of_copy.folder() == wanted.folder()
    file = next((copied / "unet").glob("*.safetensors"))
    save_file({name: 2 * tensor for name, tensor in load_file(file).items()}, file)
    assert of_copy.folder() != wanted.folder()


def test_another_training_may_draw_the_same_ones_at_the_same_time(wanted):
    steps = wanted.draw(lambda: False)
    assert [next(steps).done, next(steps).done] == [0, 1]
    folder = wanted.folder()
    second = (folder / "00001.png", (folder / "00000.png").read_bytes())
    second[0].write_bytes(second[1])  # the other one was quicker
    assert [progress.done for progress in steps] == [2]


def test_trap_18_the_class_is_drawn_as_the_model_draws_for_anyone(
    home, tiny_model_folder, tmp_path
):
    """Its own guidance, sampler, schedule and steps, as its folder says: the same picture as with these asked for."""
    own = {"guidance_scale": 7.5, "sampler": "euler", "schedule": "karras", "steps": 3}
    model = tmp_path / "own"
    shutil.copytree(tiny_model_folder, model)
    (model / "preset.json").write_text(json.dumps(own))
    wanted = ClassPictures(finding.find(str(model)), ("a dog",), 32, 1, "cpu", "float32")
    draw(wanted)
    found = pixels(wanted.path(wanted.folder(), 0))
    asked = {"prompt": "a dog", "model": str(model), "seed": FIRST_SEED, "width": 32, "height": 32}
    asked |= {"device": "cpu", "dtype": "float32"}
    for changes in ({}, {"guidance_scale": 1.0}, {"sampler": "ddim"}):
        request = GenerationRequest(
            output=str(tmp_path / "asked.png"), overwrite=True, **asked, **own | changes
        )
        (end,) = done(run(request, Loader()))
        assert np.array_equal(pixels(end.path), found) == (not changes), changes


def pixels(path):
    return np.asarray(Image.open(path))
