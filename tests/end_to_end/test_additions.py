"""LoRAs and embeddings through the command line: drawn with, recorded, drawn again."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import diffusers
import numpy as np
import pytest
import torch
from PIL import Image

from core.cli.main import main
from core.files.catalogue import addition_folders
from core.files.pictures import images
from core.files.pictures.images import PARAMETERS_KEY, RECIPE_KEY
from tests.support import random_pipelines
from tests.support.lora_files import ATTENTION, kohya, saved
from tests.support.random_pipelines import BETAS

pytestmark = [pytest.mark.oracle, pytest.mark.filterwarnings("ignore")]

Draw = Callable[..., np.ndarray]
WAYS = ("generate", "--prompt", "a swan", "--seed", "3", "--steps", "2", "--device", "cpu")


@pytest.fixture(scope="module")
def pipe(tmp_path_factory: pytest.TempPathFactory) -> diffusers.StableDiffusionPipeline:
    """A random SD 1, saved; its folder is `pipe.folder`."""
    torch.manual_seed(1)
    folder = tmp_path_factory.mktemp("sd1")
    scheduler = diffusers.EulerDiscreteScheduler(steps_offset=1, **BETAS)
    made = diffusers.StableDiffusionPipeline(**random_pipelines.sd1(folder), scheduler=scheduler)
    made.save_pretrained(folder / "model")
    made.folder = folder / "model"
    return made


@pytest.fixture
def draw(pipe, tmp_path) -> Draw:
    """A function: further flags → the picture, which lies in out.png."""

    def make(*flags: str, name: str = "out.png") -> np.ndarray:
        path = tmp_path / name
        status = main([*WAYS, "--model", str(pipe.folder), "--output", str(path), "--overwrite", *flags])  # fmt: skip
        assert status == 0
        return np.asarray(Image.open(path)).astype(int)

    return make


@pytest.fixture
def lora(pipe) -> Path:
    """A LoRA in the person's folder."""
    folder = addition_folders.loras()
    folder.mkdir(parents=True)
    made = kohya(pipe.unet, "lora_unet_", ATTENTION)
    return Path(saved(folder / "ink.safetensors", made, ss_output_name="ink-v1"))


def texts(path: Path) -> tuple[dict, str]:
    found = images.read_texts(str(path))
    return json.loads(found[RECIPE_KEY]), found[PARAMETERS_KEY]


def test_a_lora_by_name_or_path_draws_the_same_and_is_recorded(draw, lora, tmp_path) -> None:
    plain = draw()
    by_name = draw("--lora", "ink:0.5")
    assert np.array_equal(draw("--lora", f"{lora}:0.5"), by_name)
    assert not np.array_equal(plain, by_name)
    recipe, parameters = texts(tmp_path / "out.png")
    (used,) = recipe["loras"]
    assert (used["name"], used["weight"], used["text_weight"]) == ("ink", 0.5, None)
    assert parameters.startswith("a swan <lora:ink:0.5>\n")
    assert f'Lora hashes: "ink: {used["numbers_hash"]}"' in parameters
    assert str(lora.parent) not in json.dumps(recipe) + parameters


def test_weight_zero_is_no_lora(draw, lora, tmp_path) -> None:
    plain = draw()
    assert np.array_equal(draw("--lora", "ink:0"), plain)
    assert texts(tmp_path / "out.png")[0]["loras"] == []


def test_again_finds_the_lora_and_draws_the_same_bits(draw, lora, pipe, tmp_path, capsys) -> None:
    draw("--lora", "ink:-0.7:0.2")
    capsys.readouterr()
    again = ["recipe", "again", str(tmp_path / "out.png"), "--model", str(pipe.folder)]
    again += ["--output", str(tmp_path / "again.png")]
    assert main(again) == 0
    assert capsys.readouterr().out.endswith("identical\n")
    assert main(["recipe", "show", str(tmp_path / "out.png")]) == 0
    assert "ink:0.2:-0.7 (" in capsys.readouterr().out
    lora.unlink()
    again[-1] = str(tmp_path / "third.png")
    assert main(again) == 2
    assert "There is no LoRA" in capsys.readouterr().err


def test_files_that_do_not_fit_are_one_line_and_nothing_is_written(
    draw, lora, pipe, tmp_path, capsys
) -> None:
    flags = [*WAYS, "--model", str(pipe.folder), "--output", str(tmp_path / "new.png")]
    foreign = kohya(pipe.unet, "lora_te2_", ATTENTION)
    other = saved(tmp_path / "xl.safetensors", foreign)
    broken = tmp_path / "broken.safetensors"
    broken.write_bytes(lora.read_bytes()[:-4])
    for file, said in (
        (other, "is a LoRA for Stable Diffusion XL; the model in use is Stable Diffusion 1"),
        (str(broken), "is incomplete"),
        ("nowhere", "There is no LoRA 'nowhere'"),
        (str(pipe.folder / "vae/diffusion_pytorch_model.safetensors"), "it is a VAE"),
    ):
        capsys.readouterr()
        assert main([*flags, "--lora", file]) == 2
        error = capsys.readouterr().err
        assert said in error
        assert error.count("\n") == 1
        assert not (tmp_path / "new.png").exists()


def test_a_batch_line_has_its_own(draw, lora, pipe, tmp_path) -> None:
    want = draw("--lora", "ink:0.5")
    line = {"prompt": "a swan", "seed": 3, "steps": 2, "device": "cpu", "model": str(pipe.folder)}
    requests = tmp_path / "requests.jsonl"
    lines = [line, {**line, "loras": [{"file": "ink", "weight": 0.5}]}, line]
    requests.write_text("\n".join(map(json.dumps, lines)))
    assert main(["batch", str(requests), "--output", str(tmp_path / "out")]) == 0
    found = [np.asarray(Image.open(tmp_path / f"out/00000{i}.png")).astype(int) for i in (1, 2, 3)]
    assert np.array_equal(found[1], want)
    assert np.array_equal(found[0], found[2])
    assert not np.array_equal(found[0], want)


@pytest.fixture
def embedding() -> Path:
    """An embedding of two vectors in the person's folder."""
    folder = addition_folders.embeddings()
    folder.mkdir(parents=True)
    return Path(saved(folder / "blot.safetensors", {"emb_params": 3 * torch.randn(2, 32)}))


def test_a_tag_in_the_prompt_is_the_same_lora(draw, lora, pipe, tmp_path, capsys) -> None:
    want = draw("--lora", "ink:0.5")
    assert np.array_equal(draw("--prompt", "a swan<lora:ink:0.5>"), want)
    recipe, parameters = texts(tmp_path / "out.png")
    assert (recipe["prompt"], recipe["loras"][0]["weight"]) == ("a swan<lora:ink:0.5>", 0.5)
    assert parameters.startswith("a swan<lora:ink:0.5>\n")
    assert "Lora hashes" in parameters
    capsys.readouterr()
    again = ["recipe", "again", str(tmp_path / "out.png"), "--model", str(pipe.folder)]
    assert main([*again, "--output", str(tmp_path / "again.png")]) == 0
    assert capsys.readouterr().out.endswith("identical\n")


def test_pictures_of_one_request_may_have_different_loras(draw, lora, pipe, tmp_path) -> None:
    with_it, without = draw("--lora", "ink:0.5"), draw()
    many = [*WAYS, "--model", str(pipe.folder), "--output", str(tmp_path / "many.png")]
    assert main([*many, "--prompt", "a swan{<lora:ink:0.5>|}", "--count", "6"]) == 0
    for number in range(1, 7):
        path = tmp_path / f"many-000{number}.png"
        recipe, _ = texts(path)
        flags = ["--seed", str(recipe["seed"])]
        flags += ["--lora", "ink:0.5"] if recipe["loras"] else []
        assert np.array_equal(np.asarray(Image.open(path)).astype(int), draw(*flags))
    assert not np.array_equal(with_it, without)


def test_an_embedding_by_its_name_in_either_prompt(draw, embedding, pipe, tmp_path, capsys) -> None:
    plain = draw("--negative", "dull")
    named = draw("--negative", "dull Blot")
    recipe, parameters = texts(tmp_path / "out.png")
    (used,) = recipe["embeddings"]
    assert (used["name"], used["token"]) == ("blot", None)
    assert f'TI hashes: "blot: {used["hash"][:12]}"' in parameters
    given = draw("--negative", "dull <b>", "--embedding", f"{embedding}=<b>")
    assert np.array_equal(named, given)
    assert not np.array_equal(named, plain)
    assert not np.array_equal(draw("--prompt", "a swan blot", "--negative", "dull"), plain)
    again = ["recipe", "again", str(tmp_path / "out.png"), "--model", str(pipe.folder)]
    saved(addition_folders.embeddings() / "swan.safetensors", {"emb_params": torch.randn(1, 32)})
    capsys.readouterr()
    assert main([*again, "--output", str(tmp_path / "again.png")]) == 0
    assert capsys.readouterr().out.endswith("identical\n"), "a new file is no word in an old recipe"


def test_an_embedding_of_another_width_is_one_line(draw, pipe, tmp_path, capsys) -> None:
    file = saved(tmp_path / "wide.safetensors", {"emb_params": torch.randn(1, 768)})
    flags = [*WAYS, "--model", str(pipe.folder), "--output", str(tmp_path / "new.png")]
    assert main([*flags, "--embedding", file]) == 2
    error = capsys.readouterr().err
    assert "is an embedding for Stable Diffusion 1" in error
    assert error.count("\n") == 1
    assert not (tmp_path / "new.png").exists()
