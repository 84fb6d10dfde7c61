"""`reverie train`: flags that change nothing are named in one line, and the training begins all the same."""

from __future__ import annotations

import pytest
from PIL import Image

from core.cli import train as verb
from core.cli.main import build_parser


@pytest.fixture
def photos(tmp_path):
    folder = tmp_path / "photos"
    folder.mkdir()
    for index in range(3):
        Image.new("RGB", (8, 8), (index, 0, 0)).save(folder / f"{index}.png")
        (folder / f"{index}.txt").write_text("a thing")
    return folder


@pytest.fixture
def said(photos, capsys):
    """A function: arguments → what is said of those of a DreamBooth before it begins."""

    def call(*arguments: str) -> str:
        needed = ("--photos", str(photos), "--class-noun", "robot", "--output", "o")
        verb.training_config(
            build_parser().parse_args(["train", "dreambooth", *needed, *arguments])
        )
        return capsys.readouterr().err

    return call


def line(names: str) -> str:
    return f"Without effect in this training: {names}.\n"


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        ("--method full --prior none --rank 8 --alpha 4 --conv", "--rank, --alpha, --conv"),
        ("--method full --prior none --no-conv", "--no-conv"),
        ("--method full --prior pictures --prior-dropout 0.5", "--prior-dropout"),
        ("--result-format single-file", "--result-format"),
        ("--prior adapter_off --prior-count 9", "--prior-count"),
        ("--prior none --prior-count 9 --prior-weight 2", "--prior-count, --prior-weight"),
        ("--no-judge --patience 9", "--patience"),
        ("--mask-background 0.5", "--mask-background"),
        ("--no-train-text-encoder --text-learning-rate 1e-5", "--text-learning-rate"),
    ],
)
def test_flags_that_change_nothing_are_named(said, arguments, names):
    assert said(*arguments.split()) == line(names)


@pytest.mark.parametrize(
    "arguments",
    [
        "",
        "--rank 8 --alpha 4 --conv --prior pictures --prior-count 9 --prior-dropout 0.5",
        "--method full --prior pictures --result-format single-file",
        "--method full --prior none",  # what the model wants of a LoRA was not asked for
        "--patience 9 --min-snr-gamma 5",
    ],
)
def test_nothing_is_said_of_what_counts_or_was_not_given(said, arguments):
    assert said(*arguments.split()) == ""


def test_of_a_file_only_what_somebody_chose_is_named(said, tmp_path):
    """A saved config names every field; those as they always are have been chosen by nobody."""
    file = tmp_path / "c.toml"
    file.write_text("rank = 9\nconv = false\nmethod = 'full'\nprior = 'none'\npatience = 0\n")
    assert said("--config", str(file)) == line("rank")
    assert said("--config", str(file), "--rank", "8", "--no-judge") == line("--rank, patience")


def test_a_task_names_what_it_makes_nothing_of(run, tmp_path):
    small = ("--steps", "1", "--batch-size", "2", "--pictures", "20", "--device", "cpu")
    outcome = run("train", "digit-score", "--output", "o", *small, "--min-snr-gamma", "5")
    assert outcome.status == 0, "it is no reason not to train"
    assert outcome.err.startswith(line("--min-snr-gamma"))
    again = run("train", "digit-score", "--output", "o", *small, "--min-snr-gamma", "5", "--resume")
    assert again.status == 0
    assert "effect" not in again.err
