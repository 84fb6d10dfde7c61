"""The build's commands: every flag is one the program knows, and a stopped training goes on."""

from __future__ import annotations

import subprocess
import sys

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


def stage_of(build, name):
    return next(stage for stage in build.plan.stages if stage.name == name)


@pytest.mark.parametrize("smoke", [False, True])
def test_the_program_understands_each_command(module, starter, tmp_path, smoke):
    plans = starter("plan")
    plan = plans.smoke_plan() if smoke else plans.Plan()
    build = module.Build(plan, tmp_path, smoke, ("--dtype", "bfloat16"))
    parser = OneLineParser()
    train_verb.add_parser(parser.add_subparsers())
    for stage in plan.stages:
        config = train_verb.training_config(parser.parse_args(build.command(stage)[3:]))
        assert config.task == stage.task
        assert config.steps == stage.steps
        assert config.dtype == "bfloat16"
        assert config.seed == plan.seed
        assert not config.freeze_encoder


def test_each_training_starts_from_the_one_before(made):
    assert "--init-from" not in made.command(made.plan.stages[0])
    unet = made.command(stage_of(made, "unet"))
    assert unet[unet.index("--init-from") + 1] == str(made.run("clip") / "result")


def test_a_finished_training_is_not_run_again(module, made, ran):
    (made.run("vae") / "result").mkdir(parents=True)
    module.train(made, stage_of(made, "vae"))
    assert ran == []


def test_a_stopped_training_goes_on(module, made, ran):
    made.run("vae").mkdir(parents=True)
    (made.run("vae") / "config.toml").touch()
    module.train(made, stage_of(made, "vae"))
    run = str(made.run("vae"))
    assert ran == [[sys.executable, "-m", "core", "train", "vae", "--output", run, "--resume"]]


def test_a_failed_training_ends_the_build(module, made, monkeypatch):
    failed = subprocess.CompletedProcess([], 1)
    monkeypatch.setattr(module.subprocess, "run", lambda *_, **__: failed)
    with pytest.raises(SystemExit, match="vae"):
        module.train(made, stage_of(made, "vae"))


def test_a_wrong_stage_is_named(module, tmp_path):
    with pytest.raises(SystemExit, match="no stage called unett"):
        module.main(["--work", str(tmp_path), "--steps", "unett=3"])


def test_the_shown_commands_are_the_recorded_ones_without_this_machine(module, made, tmp_path):
    last = TrainingConfig(
        task="unet",
        data=str(tmp_path / "scenes"),
        output=str(made.run("unet")),
        init_from=str(made.run("vae") / "result"),
        model_config=str(module.repository.CONFIGS),
        steps=77,
        min_snr_gamma=5.0,
    )
    RunFolder(made.run("unet")).create(last)
    first = TrainingConfig(
        task="vae",
        data=str(tmp_path / "scenes"),
        output=str(made.run("vae")),
        init_from=str(made.run("vae-crops") / "result"),
        freeze_encoder=True,
        seed=3,
    )
    RunFolder(made.run("vae")).create(first)
    vae, unet = module.shown_commands(made)
    assert unet == (
        "python -m core train unet --output FOLDER/runs/unet --steps 77 --seed 0 --min-snr-gamma 5.0"
        " --data FOLDER/scenes --init-from FOLDER/runs/vae/result"
        " --model-config packaging/starter/configs"
    )
    assert vae == (
        "python -m core train vae --output FOLDER/runs/vae --seed 3 --data FOLDER/scenes"
        " --init-from FOLDER/runs/vae-crops/result --freeze-encoder"
    )
