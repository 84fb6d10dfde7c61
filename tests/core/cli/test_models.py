"""`reverie models`: from the JSON of a folder alone."""

import json
import shutil

import pytest

from core.files import folders


@pytest.fixture
def shipped(tmp_path, monkeypatch, tiny_model_folder):
    """Resources whose only model is the tiny one, by the name of the starter."""
    resources = tmp_path / "resources"
    shutil.copytree(tiny_model_folder, resources / "models" / "starter")
    shutil.copytree(folders.resources() / "presets", resources / "presets")
    monkeypatch.setattr(folders, "resources", lambda: resources)
    return resources / "models" / "starter"


def test_list_names_what_generate_takes(run, shipped):
    outcome = run("models", "list")
    assert outcome.status == 0
    (line,) = outcome.out.splitlines()
    assert line.split()[:4] == ["starter", "model", "SD", "1"]
    assert line.endswith(str(shipped))


def test_a_broken_model_is_told_and_the_rest_listed(run, shipped):
    broken = shipped.parent / "broken"
    shutil.copytree(shipped, broken)
    (broken / "unet" / "config.json").unlink()
    outcome = run("models", "list")
    assert outcome.status == 0
    assert [line.split()[0] for line in outcome.out.splitlines()] == ["broken", "starter"]
    assert "broken lacks unet/config.json" in outcome.err


def test_json_holds_everything(run, shipped):
    (listed,) = map(json.loads, run("models", "list", "--json").out.splitlines())
    model = listed["model"]
    assert (model["name"], model["sample_size"], model["preset"]["steps"]) == ("starter", 32, 4)
    assert json.loads(run("models", "show", shipped, "--json").out) == model


def test_show_tells_a_person(run, shipped):
    text = run("models", "show", "starter").out
    for part in ("32 × 32 px", "ddim model, 4 steps, guidance 3", "predicts eps"):
        assert part in text


@pytest.mark.parametrize("path", ["nowhere", "/etc/hostname", "/etc"])
def test_what_is_no_model_is_refused(refused, path):
    assert path in refused("models", "show", path)
