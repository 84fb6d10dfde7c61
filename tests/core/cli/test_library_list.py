"""`reverie models list | folders | hash`: the library without a window."""

import hashlib
import io
import json
import shutil

import pytest
from safetensors.torch import load_file, save_file

from core.files import folders
from core.files.models import hashes
from tests.support.single_weights import LORA, VAE, model, write


@pytest.fixture
def disk(tmp_path):
    root = tmp_path / "disk"
    write(root / "one.safetensors", model("sdxl"))
    write(root / "Soft light.safetensors", LORA, {"modelspec.trigger_phrase": "glow"})
    return root


def listed(run, *more):
    return [json.loads(line) for line in run("models", "list", "--json", *more).out.splitlines()]


def test_an_added_folder_is_listed_used_and_taken_off_again(run, disk):
    outcome = run("models", "folders", "add", disk)
    assert outcome.out.startswith("2 found in")
    found = {entry["name"]: entry for entry in listed(run)}
    assert set(found) == {"starter", "one", "Soft light"}
    assert found["one"]["model"]["family"] == "sdxl"
    assert found["Soft light"]["card"]["triggers"] == ["glow"]
    assert [entry["name"] for entry in listed(run, "--kind", "lora")] == ["Soft light"]
    text = run("models", "list").out
    assert "one                       model      SDXL" in text
    lines = run("models", "folders", "list").out.splitlines()
    assert [line.split("  ")[0] for line in lines] == ["built in", "none yet", "there"]
    folders.models().mkdir(parents=True)
    assert any(
        line.startswith("own  ") for line in run("models", "folders", "list").out.splitlines()
    )
    assert run("models", "folders", "remove", disk).status == 0
    assert [entry["name"] for entry in listed(run)] == ["starter"]


def test_a_folder_that_is_away_is_said_to_be(run, disk):
    run("models", "folders", "add", disk)
    disk.rename(disk.with_name("gone"))
    assert f"away       {disk}" in run("models", "folders", "list").out
    assert f"away  {disk}/one.safetensors" in run("models", "list").out


def test_a_broken_file_is_listed_and_the_reason_told(run, disk):
    (disk / "half.safetensors").write_bytes(b"\x10")
    run("models", "folders", "add", disk)
    outcome = run("models", "list")
    assert "half" in outcome.out
    assert "half.safetensors" in outcome.err
    (half,) = [entry for entry in listed(run) if entry["name"] == "half"]
    assert half["sentence"] in outcome.err


def test_comfyui_s_list_of_paths(run, tmp_path, refused):
    write(tmp_path / "ui/models/VAE/v.safetensors", VAE)
    paths = tmp_path / "extra_model_paths.yaml"
    paths.write_text(f"a:\n  base_path: {tmp_path}/ui\n  vae: models/VAE\n")
    assert run("models", "folders", "add", paths).out.startswith("1 found")
    broken = tmp_path / "broken.yaml"
    broken.write_text("[")
    assert "YAML" in refused("models", "folders", "add", broken)
    states = [json.loads(x) for x in run("models", "folders", "list", "--json").out.splitlines()]
    assert str(broken) not in [state["path"] for state in states]


def test_what_cannot_be_added_or_removed_is_refused(refused, tmp_path):
    assert "nowhere" in refused("models", "folders", "add", tmp_path / "nowhere")
    assert "nowhere" in refused("models", "folders", "remove", tmp_path / "nowhere")


def test_hashes_by_path_by_name_and_from_a_program(run, disk, monkeypatch):
    path = disk / "one.safetensors"
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    run("models", "folders", "add", disk)
    assert run("models", "hash", path).out.split() == [digest, digest[:10], str(path)]
    lora = disk / "Soft light.safetensors"
    assert run("models", "hash", "Soft light").out.strip().endswith(f"  {lora}")
    told = json.loads(run("models", "hash", "one", "--json").out)
    assert told == {"path": str(path), "sha256": digest, "autov2": digest[:10], "dtype": None}
    (one,) = [entry for entry in listed(run) if entry["name"] == "one"]
    assert (one["sha256"], one["autov2"]) == (digest, digest[:10])
    both = "\n".join(map(json.dumps, ["nowhere", str(path)]))
    monkeypatch.setattr("sys.stdin", io.StringIO(both + "\n"))
    outcome = run("models", "hash", "--json", "-")
    assert json.loads(outcome.out)["sha256"] == digest
    assert (outcome.status, outcome.err.count("\n")) == (2, 1)


def test_progress_is_told_to_programs(run, disk):
    run("models", "folders", "list")  # nothing is known of the disk yet
    from core.files.catalogue import folder_list

    folder_list.add(disk)
    outcome = run("models", "list", "--json")
    assert json.loads(outcome.err.splitlines()[-1]) == {"done": 3, "total": 3}


def test_of_variants_the_one_that_is_drawn_with_is_hashed(run, tiny_model_folder, tmp_path):
    """What is told is what the recipe of a picture says, and the list keeps it."""
    folder = shutil.copytree(tiny_model_folder, tmp_path / "tiny")
    full = folder / "unet/diffusion_pytorch_model.safetensors"
    halves = {name: tensor.half() for name, tensor in load_file(full).items()}
    save_file(halves, full.with_name("diffusion_pytorch_model.fp16.safetensors"))
    run("models", "folders", "add", folder)

    def told(dtype):
        return json.loads(run("models", "hash", folder, "--json", "--dtype", dtype).out)

    half, own = told("float16"), told("auto")
    assert (half["dtype"], own["dtype"]) == ("float16", "float32")
    assert half["sha256"] != own["sha256"] == told("float32")["sha256"]
    picture = tmp_path / "p.png"
    short = ("--prompt", "x", "--steps", "1", "--width", "32", "--height", "32", "--seed", "1")
    run("generate", "--model", folder, *short, "--output", picture)
    recipe = json.loads(run("recipe", "show", picture, "--json").out)
    assert recipe["model_hash"] == own["sha256"]
    kept = {entry["path"]: entry["sha256"] for entry in listed(run)}
    assert kept[str(folder)] == own["sha256"]
    hashes.remember_format(folder, "float16")  # as on a computer with a graphics card
    kept = {entry["path"]: entry["sha256"] for entry in listed(run)}
    assert kept[str(folder)] == half["sha256"]
