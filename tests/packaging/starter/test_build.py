"""The build's commands: every flag is one the program knows, and a stopped training goes on."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest

from core.cli import train as train_verb
from core.cli.options import OneLineParser
from core.contract.training import TrainingConfig
from core.training.run_state import RunFolder


@pytest.fixture
def module(starter):
    return starter("build")


@pytest.fixture
def made(module, starter, tmp_path):
    return module.Build(starter("plan").Plan(), tmp_path, smoke=False, options=("--device", "cpu"))


@pytest.fixture
def ran(module, monkeypatch):
    """The commands that would have run."""
    commands = []

    def run(command, **_):
        commands.append(command)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(module.subprocess, "run", run)
    return commands


@pytest.mark.parametrize("task", ["vae", "clip", "unet"])
@pytest.mark.parametrize("smoke", [False, True])
def test_the_program_understands_each_command(module, starter, tmp_path, task, smoke):
    plans = starter("plan")
    plan = plans.smoke_plan() if smoke else plans.Plan()
    build = module.Build(plan, tmp_path, smoke, ("--dtype", "bfloat16"))
    parser = OneLineParser()
    train_verb.add_parser(parser.add_subparsers())
    config = train_verb.training_config(parser.parse_args(build.command(task)[3:]))
    assert config.task == task
    assert config.steps == plan.trainings[task].steps
    assert config.dtype == "bfloat16"
    assert config.seed == plan.seed


def test_each_training_starts_from_the_one_before(made):
    assert "--init-from" not in made.command("vae")
    unet = made.command("unet")
    assert unet[unet.index("--init-from") + 1] == str(made.run("clip") / "result")


def test_a_finished_training_is_not_run_again(module, made, ran):
    (made.run("vae") / "result").mkdir(parents=True)
    module.train(made, "vae")
    assert ran == []


def test_a_stopped_training_goes_on(module, made, ran):
    made.run("vae").mkdir(parents=True)
    (made.run("vae") / "config.toml").touch()
    module.train(made, "vae")
    run = str(made.run("vae"))
    assert ran == [[sys.executable, "-m", "core", "train", "vae", "--output", run, "--resume"]]


def test_a_failed_training_ends_the_build(module, made, monkeypatch):
    failed = subprocess.CompletedProcess([], 1)
    monkeypatch.setattr(module.subprocess, "run", lambda *_, **__: failed)
    with pytest.raises(SystemExit, match="vae"):
        module.train(made, "vae")


def test_the_shown_command_is_the_recorded_one_without_this_machine(module, made, tmp_path):
    config = TrainingConfig(
        task="unet",
        data=str(tmp_path / "scenes"),
        output=str(made.run("unet")),
        model_config=str(module.repository.CONFIGS),
        steps=77,
        min_snr_gamma=5.0,
    )
    RunFolder(made.run("unet")).create(config)
    assert module.shown_command(made, "unet") == (
        "python -m core train unet --data FOLDER/scenes --output FOLDER/runs/unet"
        " --model-config packaging/starter/configs --steps 77 --seed 0 --min-snr-gamma 5.0"
    )


def test_a_run_that_went_on_from_another_shows_both(module, made, tmp_path):
    first = TrainingConfig(task="vae", data=str(tmp_path / "scenes"), output=str(made.run("first")))
    RunFolder(made.run("first")).create(first)
    second = replace(
        first, output=str(made.run("vae")), init_from=str(made.run("first") / "result"), seed=3
    )
    RunFolder(made.run("vae")).create(second)
    lines = module.shown_command(made, "vae").splitlines()
    assert [line.split("--output ")[1].split()[0] for line in lines] == [
        "FOLDER/runs/first",
        "FOLDER/runs/vae",
    ]
    assert "--seed 3" in lines[1]
