"""`reverie train`: every field of the config is a flag, and what `--resume` allows."""

from __future__ import annotations

import dataclasses
import io
import typing

import pytest
from PIL import Image

from core.cli import train as verb
from core.cli.main import build_parser
from core.contract import training
from core.contract.errors import InvalidValue
from core.contract.teaching import DreamBoothConfig
from core.contract.training import TrainingConfig
from core.files.catalogue import finding
from core.files.trainings import run_folders
from core.files.trainings.presets import suggested
from core.training import train as run_train
from core.training.run_state import RunFolder

VALUES = {str: "x", int: 8, float: 0.5}


def config(*arguments: str) -> TrainingConfig:
    return verb.training_config(build_parser().parse_args(["train", *arguments]))


def flag_of(name: str) -> str:
    return "--" + name.replace("_", "-")


def test_one_list_says_which_fields_are_paths():
    assert verb.PATHS is training.PATHS is run_train.PATHS
    texts = {"data", "photos", "crops", "masks", "init_from", "model_config"}
    assert set(training.PATHS) == texts


def test_defaults_are_those_of_the_config():
    expected = TrainingConfig(task="clip", data="d", output="o")
    assert config("clip", "--data", "d", "--output", "o") == expected


@pytest.mark.parametrize("field", dataclasses.fields(TrainingConfig), ids=lambda f: f.name)
def test_every_field_is_a_flag(field):
    values = {
        "task": "vae",
        "data": "d2",
        "output": "o2",
        "init_from": "i",
        "model_config": "m",
        "optimizer": "sgd",
        "learning_rate_shape": "constant",
        "device": "cpu",
        "dtype": "bfloat16",
        "learning_rate": 0.5,
        "weight_decay": 0.5,
        "gradient_clip": 0.5,
        "ema_decay": 0.5,
        "kl_weight": 0.5,
        "gradient_weight": 0.5,
        "caption_dropout": 0.5,
        "min_snr_gamma": 0.5,
        "middle_steps": 0.5,
        "freeze_encoder": True,
    }
    value = values.get(field.name, 16)
    base = {"data": "d", "output": "o"} | ({field.name: value} if field.name != "task" else {})
    arguments = [
        part
        for name, v in base.items()
        for part in ([flag_of(name)] if v is True else [flag_of(name), str(v)])
    ]
    assert getattr(config("vae", *arguments), field.name) == value


def test_flags_win_over_the_file(tmp_path):
    file = tmp_path / "c.toml"
    file.write_text("data = 'from file'\noutput = 'o'\nsteps = 7\nseed = 3\n")
    found = config("vae", "--config", str(file), "--steps", "9")
    assert (found.data, found.steps, found.seed) == ("from file", 9, 3)


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("stepz = 3", "stepz"),
        ("steps = 'many'", "steps"),
        ("steps = 0", "steps"),
        ("task = 'clip'", "task"),
        ("steps =", "config"),
    ],
)
def test_a_wrong_file_is_refused_by_field(tmp_path, text, field):
    file = tmp_path / "c.toml"
    file.write_text(f"data = 'd'\noutput = 'o'\n{text}\n")
    with pytest.raises(InvalidValue, match=field):
        config("vae", "--config", str(file))


def test_missing_folders_are_asked_for():
    with pytest.raises(InvalidValue, match="--data"):
        config("vae", "--output", "o")
    with pytest.raises(InvalidValue, match="--output"):
        config("vae", "--resume")


def test_resume_knows_the_model_that_was_named_from_where_one_stood(tmp_path, monkeypatch):
    (tmp_path / "mine").mkdir()
    run = RunFolder(tmp_path / "run")
    run.create(
        DreamBoothConfig(
            photos=str(tmp_path / "p"), class_noun="dog", output="o", model=str(tmp_path / "mine")
        )
    )
    monkeypatch.chdir(tmp_path)
    same = ("dreambooth", "--resume", "--output", str(run.path), "--photos", "p")
    assert config(*same, "--model", "mine").model == str(tmp_path / "mine")
    with pytest.raises(InvalidValue, match="--model"):
        config(*same, "--model", "another")


@pytest.fixture
def saved(tmp_path):
    run = RunFolder(tmp_path / "run")
    run.create(
        TrainingConfig(task="vae", data=str(tmp_path / "d"), output=str(run.path), seed=4, steps=10)
    )
    return run.path


def test_resume_takes_the_saved_config_and_new_steps(saved):
    found = config("vae", "--resume", "--output", str(saved))
    assert (found.seed, found.steps) == (4, 10)
    assert config("vae", "--resume", "--output", str(saved), "--steps", "20").steps == 20


def test_resume_refuses_other_flags_unless_they_say_the_same(saved, monkeypatch):
    monkeypatch.chdir(saved.parent)
    same = config("vae", "--resume", "--output", str(saved), "--seed", "4", "--data", "d")
    assert same.seed == 4
    with pytest.raises(InvalidValue, match="--seed"):
        config("vae", "--resume", "--output", str(saved), "--seed", "5")


def test_the_same_with_resume_goes_on_whatever_its_file_said(saved, monkeypatch):
    monkeypatch.chdir(saved.parent)
    file = saved.parent / "c.toml"
    file.write_text(f"task = 'vae'\noutput = '{saved}'\ndata = 'd'\nseed = 4\nsteps = 12\n")
    found = config("vae", "--config", str(file), "--resume")
    assert (found.output, found.seed, found.steps) == (str(saved), 4, 12)
    assert config("vae", "--config", str(file), "--resume", "--steps", "20").steps == 20
    file.write_text("seed = 5\n")
    with pytest.raises(InvalidValue, match="--seed"):
        config("vae", "--config", str(file), "--resume", "--output", str(saved))
    file.write_text("seeds = 5\n")
    with pytest.raises(InvalidValue, match="seeds"):
        config("vae", "--config", str(file), "--resume", "--output", str(saved))


def test_a_run_goes_on_as_what_it_is(saved):
    with pytest.raises(InvalidValue, match="vae as in the saved run"):
        config("clip", "--resume", "--output", str(saved))


@pytest.mark.parametrize(
    "arguments",
    [
        ("vae", "--data", "d", "--output", "o", "--steps", "0"),
        ("vae", "--data", "d", "--output", "o", "--steps", "x"),
        ("vae", "--data", "d", "--output", "o", "--resolution", "100000"),
        ("vae", "--data", "d", "--output", "o", "--learning-rate", "nan"),
        ("vae", "--data", "nothing here", "--output", "o"),
        ("vae", "--resume", "--output", "o"),
        ("paint", "--data", "d", "--output", "o"),
    ],
)
def test_bad_input_is_one_line_status_two_and_no_file(run, tmp_path, arguments):
    outcome = run("train", *arguments)
    assert outcome.status == 2
    assert len(outcome.err.strip().splitlines()) == 1
    assert outcome.out == ""
    assert not (tmp_path / "o").exists()


@pytest.fixture
def photos(tmp_path):
    folder = tmp_path / "photos"
    folder.mkdir()
    for index in range(3):
        Image.new("RGB", (8, 8), (index, 0, 0)).save(folder / f"{index}.png")
    return str(folder)


def dream(photos, *arguments):
    needed = ("--photos", photos, "--class-noun", "robot", "--output", "o")
    return config("dreambooth", *needed, *arguments)


def test_what_is_left_open_is_what_the_model_wants(photos):
    wanted = suggested(finding.find("starter"), "dreambooth", "lora", 3)
    found = dream(photos)
    assert {name: getattr(found, name) for name in wanted} == wanted
    assert dream(photos, "--steps", "7", "--rank", "3").steps == 7
    assert dream(photos, "--no-train-text-encoder").train_text_encoder is False


@pytest.mark.parametrize("field", dataclasses.fields(DreamBoothConfig), ids=lambda f: f.name)
def test_every_field_of_dreambooth_is_a_flag(photos, field):
    texts = {
        "optimizer": "adafactor", "learning_rate_shape": "constant", "device": "cpu",
        "dtype": "bfloat16", "method": "full", "prior": "none", "result_format": "single-file", "crop_around": "face",
        "model": "starter", "prompt": "{token}", "class_prompt": "{noun}", "photos": photos,
        "token": "zwx", "class_noun": "cat", "output": "p", "name": "n", "crops": "c", "masks": "m",
    }  # fmt: skip
    if field.name == "task":
        return
    kind = typing.get_type_hints(DreamBoothConfig)[field.name]
    if kind is bool:
        value = not field.default
        arguments = [flag_of(("" if value else "no_") + field.name)]
    else:
        value = texts.get(field.name, 0.5 if "float" in str(kind) else 16)
        arguments = [flag_of(field.name), str(value)]
    assert getattr(dream(photos, *arguments), field.name) == value


def test_dreambooth_asks_for_what_is_missing(photos):
    with pytest.raises(InvalidValue, match="--class-noun"):
        config("dreambooth", "--photos", photos, "--output", "o")
    with pytest.raises(InvalidValue, match="--photos"):
        config("dreambooth", "--class-noun", "dog", "--output", "o")


def test_an_estimate_makes_no_file_and_one_line(run, photos, tmp_path, tiny_model_folder):
    before = set(tmp_path.rglob("*"))
    needed = ("--photos", photos, "--class-noun", "robot", "--model", str(tiny_model_folder))
    outcome = run("train", "dreambooth", *needed, "--prior", "none", "--estimate")
    assert outcome.status == 0
    assert outcome.out.startswith("Fits: ")
    assert outcome.out.count("\n") == 1
    assert "(measured)" in outcome.out
    made = {path.name for path in set(tmp_path.rglob("*")) - before if path.is_file()}
    assert made <= {"teaching-trials.json", "hashes.json"}


def test_an_estimate_and_a_run_that_goes_on_exclude_each_other(run):
    outcome = run("train", "dreambooth", "--estimate", "--resume", "--output", "o")
    assert outcome.status == 2
    assert "one of both" in outcome.err


class LeftAmid(io.StringIO):
    """A pipe whose reader leaves with the first step: `2>&1 | tee log` at a Ctrl-C."""

    def write(self, text):
        if "TrainStep" in text:
            raise BrokenPipeError
        return super().write(text)


def test_a_training_that_nobody_hears_any_more_saves_before_it_ends(run, monkeypatch, tmp_path):
    monkeypatch.setattr("sys.stderr", LeftAmid())
    small = ("--steps", "100", "--batch-size", "2", "--checkpoint-every", "100", "--json")
    outcome = run("train", "digit-score", "--output", "o", *small)
    assert outcome.status in (1, 130)
    assert run_folders.saved_step(tmp_path / "o") == 1
