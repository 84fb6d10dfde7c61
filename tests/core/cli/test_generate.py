"""`reverie generate` end to end on a tiny model."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import safetensors.torch
import torch
from PIL import Image

from core.cli import generate
from core.contract import events as ev
from core.files import folders
from core.files.pictures import images


@pytest.fixture
def draw(run, tiny_model_folder):
    def call(*arguments):
        return run("generate", "--prompt", "a swan", "--model", tiny_model_folder, *arguments)

    return call


def test_the_path_is_the_only_thing_on_stdout(draw, tmp_path):
    outcome = draw("--seed", 3, "--output", tmp_path / "swan.png")
    assert outcome.status == 0
    assert outcome.out == f"{tmp_path / 'swan.png'}\n"
    assert images.picture_size(tmp_path / "swan.png") == (32, 32)


def test_the_same_flags_draw_the_same_picture(draw, tmp_path):
    for name in ("a.png", "b.png"):
        draw("--seed", 3, "--output", tmp_path / name)
    draw("--seed", 4, "--output", tmp_path / "c.png")
    a, b, c = (np.asarray(images.read_picture(tmp_path / f"{name}.png")) for name in "abc")
    assert np.array_equal(a, b)
    assert not np.array_equal(a, c)


def test_every_flag_reaches_the_recipe(draw, tmp_path, run):
    Image.new("RGB", (40, 24), "red").save(tmp_path / "red.png")
    flags = {
        "negative": "blurry", "guidance": 2.5, "steps": 3, "sampler": "euler", "schedule": "karras",
        "seed": 9, "width": 40, "height": 24, "init": tmp_path / "red.png", "strength": 0.5,
        "prediction": "v", "device": "cpu", "dtype": "float32", "output": tmp_path / "x.png",
    }  # fmt: skip
    assert (
        draw(*(word for name, value in flags.items() for word in (f"--{name}", value))).status == 0
    )
    recipe = json.loads(images.read_texts(tmp_path / "x.png")["reverie"])
    flags["guidance_scale"] = flags.pop("guidance")
    for name in ("init", "output"):
        del flags[name]
    assert {name: recipe[name] for name in flags} == flags
    assert recipe["prompt"] == "a swan"
    assert recipe["init_hash"]


def test_json_progress_goes_to_stderr_as_events(draw, tmp_path):
    outcome = draw("--json", "--count", 2, "--output", tmp_path / "swan.png")
    events = [ev.from_line(line) for line in outcome.err.splitlines()]
    assert [type(event).__name__ for event in events].count("ImageDone") == 2
    assert isinstance(events[-1], ev.JobDone)
    assert outcome.out.splitlines() == [str(tmp_path / f"swan-000{i}.png") for i in (1, 2)]


def test_a_folder_gets_names_by_time_and_seed(draw, tmp_path):
    outcome = draw("--seed", 77, "--output", tmp_path / "pictures")
    (path,) = (tmp_path / "pictures").glob("*.png")
    assert outcome.out == f"{path}\n"
    assert path.stem.endswith("-77")


def test_without_a_seed_one_is_drawn(draw, tmp_path):
    for name in "ab":
        draw("--output", tmp_path / f"{name}.png")
    seeds = {json.loads(images.read_texts(tmp_path / f"{n}.png")["reverie"])["seed"] for n in "ab"}
    assert len(seeds) == 2
    assert all(0 <= seed < 2**32 for seed in seeds)


BAD = {
    "no number": ["--steps", "many"],
    "no choice": ["--sampler", "magic"],
    "half a cell": ["--width", "130"],
    "too wide": ["--height", "8192"],
    "negative steps": ["--steps", "0"],
    "not finite": ["--guidance", "nan"],
    "strength": ["--strength", "1.5"],
    "no start picture": ["--init", "missing.png"],
    "broken start picture": ["--init", "broken.png"],
    "no model": ["--model", "nowhere"],
    "unknown flag": ["--magic"],
    "short flag": ["--out", "x"],
    "jpeg": ["--output", "swan.jpg"],
    "there already": ["--output", "there.png"],
    "no folder": ["--output", "there.png/inside/"],
    "no device": ["--device", "mps"],
    "two lines": ["--model", "a\nb\x1b[31m"],
    "no text": ["--prompt", "\udcff"],
}


@pytest.mark.parametrize("arguments", BAD.values(), ids=BAD)
def test_bad_input_gets_one_line_and_changes_nothing(
    refused, tiny_model_folder, tmp_path, arguments
):
    (tmp_path / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n123")
    (tmp_path / "there.png").write_bytes(b"precious")
    before = sorted(path.name for path in tmp_path.rglob("*"))
    line = refused(
        *("generate", "--prompt", "a swan", "--model", tiny_model_folder, "--output", "x.png"),
        *arguments,
    )
    assert sorted(path.name for path in tmp_path.rglob("*")) == before
    assert (tmp_path / "there.png").read_bytes() == b"precious"
    assert line.isprintable() or line[:-1].isprintable()


EARLY = {
    "no mask without a picture": (["--mask", "m.png"], "--mask must be used with a picture"),
    "no feather without a mask": (["--mask-feather", "4"], "--mask-feather must be left out"),
    "no strength without a picture": (["--strength", "0.5"], "--strength must be left out"),
    "no such layer": (["--clip-skip", "0"], "--clip-skip must be between 1 and"),
    "too much guidance": (["--guidance", "1000"], "--guidance must be between 0 and 100"),
    "no seed for the last one": (["--seed", str(2**63 - 1), "--count", "2"], "--seed must be"),
    "no pair": (["--sampler", "lcm", "--schedule", "karras"], "--schedule must be model"),
    "no picture": (["--init", "missing.png"], "missing.png"),
    "no VAE": (["--vae", "missing.safetensors"], "missing.safetensors"),
    "there already": (["--output", "there.png"], "already there"),
}


@pytest.mark.parametrize(("arguments", "told"), EARLY.values(), ids=EARLY)
def test_what_is_wrong_at_a_glance_is_told_by_its_flag_before_torch_is_imported(
    refused, tiny_model_folder, tmp_path, monkeypatch, arguments, told
):
    monkeypatch.setattr(generate, "draw", None)  # torch comes with it
    (tmp_path / "there.png").write_bytes(b"precious")
    said = ("generate", "--prompt", "a swan", "--model", tiny_model_folder, "--output", "x.png")
    assert told in refused(*said, *arguments)


def test_a_wrong_argument_imports_no_torch(tiny_model_folder, tmp_path):
    said = ["generate", "--prompt", "a", "--model", str(tiny_model_folder), "--init", "missing.png"]
    script = (
        "import sys\nfrom core.cli.main import main\n"
        f"assert main({[*said, '--output', 'x.png']}) == 2\nassert 'torch' not in sys.modules"
    )
    root = str(Path(generate.__file__).parents[2])
    environment = {**os.environ, "PYTHONPATH": root}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True)
    assert done.returncode == 0, done.stderr


def test_a_file_that_is_no_vae_is_refused_as_one(refused, tiny_model_folder, tmp_path):
    safetensors.torch.save_file({"x.lora_up.weight": torch.ones(2)}, tmp_path / "lora.safetensors")
    said = ("generate", "--prompt", "a swan", "--model", tiny_model_folder, "--output", "x.png")
    line = refused(*said, "--vae", "lora.safetensors")
    assert "cannot be used as a VAE: it is a LoRA" in line


def test_an_existing_file_is_replaced_only_when_told(draw, tmp_path):
    (tmp_path / "swan.png").write_bytes(b"old")
    assert draw("--output", tmp_path / "swan.png").status == 2
    assert draw("--overwrite", "--output", tmp_path / "swan.png").status == 0
    assert (tmp_path / "swan.png").read_bytes() != b"old"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_leaves_nothing_half_written(reverie, tiny_model_folder, tmp_path, number):
    process = reverie(
        *("generate", "--prompt", "a swan", "--model", tiny_model_folder, "--steps", 500, "--json"),
        *("--width", 256, "--height", 256, "--output", tmp_path / "swan.png"),
    )
    while '"Step"' not in process.stderr.readline():
        assert process.poll() is None
    process.send_signal(number)
    out, _ = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, "")
    assert not list(tmp_path.glob("*.png"))
    assert not list(tmp_path.glob(".*"))


def test_a_plain_prompt_is_recorded_and_another_picture(draw, tmp_path):
    recipes = []
    for name, flags in (("a", []), ("b", ["--plain-prompt"])):
        path = tmp_path / f"{name}.png"
        assert draw("--seed", 3, "--prompt", "a (swan:1.5)", *flags, "--output", path).status == 0
        recipes.append(json.loads(images.read_texts(path)["reverie"]))
    assert [recipe["plain_prompt"] for recipe in recipes] == [False, True]
    assert recipes[0]["pixel_hash"] != recipes[1]["pixel_hash"]


def test_a_missing_list_of_words_is_told_in_one_line(refused, tmp_path, tiny_model_folder):
    flags = ("--prompt", "a __plants__", "--model", tiny_model_folder)
    told = refused("generate", *flags, "--output", tmp_path / "x.png")
    assert "plants" in told
    assert str(folders.wildcards()) in told
    assert not (tmp_path / "x.png").exists()


def test_a_picture_of_a_list_is_drawn_again_when_the_list_is_gone(
    draw, run, tiny_model_folder, tmp_path
):
    words = folders.wildcards() / "animal.txt"
    words.parent.mkdir(parents=True)
    words.write_text("swan\ngoose\n")
    path = tmp_path / "a.png"
    draw("--seed", 3, "--prompt", "a __animal__ # of water", "--output", path)
    words.unlink()
    recipe = json.loads(images.read_texts(path)["reverie"])
    assert recipe["prompt"] == "a __animal__ # of water"
    assert recipe["prompt_expanded"] in ("a swan ", "a goose ")
    assert images.read_texts(path)["parameters"].startswith("a __animal__ # of water\n")
    flags = ("--model", tiny_model_folder, "--output", tmp_path / "b.png")
    outcome = run("recipe", "again", path, *flags)
    assert outcome.out.endswith("identical\n"), outcome
