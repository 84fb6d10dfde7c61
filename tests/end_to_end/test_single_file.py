"""A single file draws what its folder draws, to the bit, and what diffusers draws from it, to two levels.

The models are small, with the published names and settings. diffusers' reader takes their sizes from
`config=`, which is the folder that the file was made of.
"""

import json

import diffusers
import numpy as np
import pytest
import safetensors.torch

from core.checkpoints.convert import to_single_file
from core.files.models import library
from core.files.pictures import images
from core.generation.loader import Loader
from tests.support.both_ways import MAX, NEGATIVE, PROMPT, drawn_by, drawn_by_us, request_of
from tests.support.random_pipelines import SIZE

pytestmark = [pytest.mark.oracle, pytest.mark.filterwarnings("ignore")]
NAMES = ("sd1", "sd2", "sd2-v", "sdxl")
USUAL = {"negative": NEGATIVE, "width": SIZE, "height": SIZE, "overwrite": True}


@pytest.fixture
def single(tiny_family, tmp_path):
    """A function: a kind → its single file."""

    def make(name):
        path = tmp_path / f"{name}.safetensors"
        to_single_file(tiny_family(name), path)
        return path

    return make


def ours(model, tmp_path, **fields):
    """The picture and what its file tells of it."""
    request = request_of(model, tmp_path, **USUAL | fields)
    (picture,) = drawn_by_us(request, Loader())
    return picture, json.loads(images.read_texts(request.output)["reverie"])


@pytest.mark.parametrize("name", NAMES)
def test_file_and_folder_draw_the_same_bits(single, tiny_family, tmp_path, name):
    one, told = ours(single(name), tmp_path)
    other, before = ours(tiny_family(name), tmp_path)
    assert np.array_equal(one, other)
    assert told["prediction"] == before["prediction"] == ("v" if name == "sd2-v" else "eps")
    assert told["model_hash"] != before["model_hash"]


@pytest.mark.parametrize("name", NAMES)
def test_diffusers_draws_the_same_from_the_file(single, tiny_family, tmp_path, name):
    path, folder = single(name), tiny_family(name)
    xl = name == "sdxl"
    kind = diffusers.StableDiffusionXLPipeline if xl else diffusers.StableDiffusionPipeline
    extra = {} if xl else {"safety_checker": None}
    pipe = kind.from_single_file(str(path), config=str(folder), local_files_only=True, **extra)
    file = json.loads((folder / "scheduler/scheduler_config.json").read_text())
    pipe.scheduler = diffusers.EulerDiscreteScheduler.from_config(file)
    words = {"prompt": PROMPT, "negative_prompt": NEGATIVE}
    numbers = {"guidance_scale": 5.0, "num_inference_steps": 4, "width": SIZE, "height": SIZE}
    want = drawn_by(pipe, 11, **words, **numbers)
    got, _ = ours(path, tmp_path)
    assert np.abs(got - want).max() <= MAX
    assert want.std() > 5


def test_the_person_s_word_wins_over_the_file_s(single, tmp_path):
    path = single("sd2-v")
    one, told = ours(path, tmp_path, prediction="eps")
    other, _ = ours(path, tmp_path)
    assert told["prediction"] == "eps"
    assert not np.array_equal(one, other)


def test_a_yaml_beside_the_file_says_v(single, tmp_path):
    path = single("sd2-v")
    with_metadata, _ = ours(path, tmp_path)
    safetensors.torch.save_file(safetensors.torch.load_file(path), path)
    assert library.describe(path).basis == "family"
    path.with_suffix(".yaml").write_text('model:\n  params:\n    parameterization: "v"\n')
    found, told = ours(path, tmp_path)
    assert told["prediction"] == "v"
    assert np.array_equal(found, with_metadata)


def test_another_vae_and_the_recipe_s_word_on_it(single, tiny_family, tmp_path):
    from core.files.models.hashes import file_hash

    path = single("sd1")
    tensors = safetensors.torch.load_file(path)
    vae = {n: t for n, t in tensors.items() if n.startswith("first_stage_model.")}
    same, changed = tmp_path / "same.safetensors", tmp_path / "my vae.safetensors"
    safetensors.torch.save_file(vae, same)
    name = "first_stage_model.decoder.conv_out.bias"
    safetensors.torch.save_file({**vae, name: vae[name] + 0.5}, changed)
    usual, recipe = ours(path, tmp_path)
    assert recipe.get("vae") is None
    again, recipe = ours(path, tmp_path, vae=str(same))
    assert np.array_equal(usual, again)
    other, recipe = ours(path, tmp_path, vae=str(changed))
    assert other.mean() > usual.mean() + 10
    assert (recipe["vae"], recipe["vae_hash"]) == ("my vae", file_hash(changed))
    folder, recipe = ours(path, tmp_path, vae=str(tiny_family("sd1") / "vae"))
    assert np.array_equal(usual, folder)
    assert recipe["vae"] == "vae"
    texts = images.read_texts(tmp_path / "ours.png")["parameters"]
    assert "VAE hash: " in texts
    assert ", VAE: vae" in texts
