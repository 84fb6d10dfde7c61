"""Build the starter model from nothing: scenes, trainings, half precision, figures, card.

Run as `python packaging/starter/build.py --work FOLDER`. Stopped at any moment, the same command goes
on. `--smoke` walks the whole path in about two minutes. Every step is another script's work.
"""

from __future__ import annotations

import argparse
import dataclasses
import os
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import card
import evaluate
import repository
import ship
import torch
from make_scenes import SceneSet, write_scenes
from plan import Plan, Stage, expected_times, smoke_plan

from core.contract.training import TrainingConfig
from core.training.run_state import RunFolder


@dataclass(frozen=True)
class Build:
    """One build: its plan and where its things lie."""

    plan: Plan
    work: Path
    smoke: bool
    options: tuple[str, ...]  # more flags for every training: device, dtype

    @property
    def scenes(self) -> Path:
        return self.work / "scenes"

    @property
    def held_out(self) -> Path:
        return self.work / "heldout"

    @property
    def model(self) -> Path:
        return self.work / "model"

    def run(self, name: str) -> Path:
        """The run folder of a stage."""
        return self.work / "runs" / name

    @property
    def trained(self) -> Path:
        """The whole model, as the last stage leaves it."""
        return self.run(self.plan.stages[-1].name) / "result"

    def command(self, stage: Stage) -> list[str]:
        """The training of a stage from its beginning, on the result of the one before."""
        flags = {
            "data": str(self.scenes),
            "output": str(self.run(stage.name)),
            "model-config": str(repository.CONFIGS),
            "resolution": str(self.plan.size),
            "steps": str(stage.steps),
            "seed": str(self.plan.seed),
            **stage.flags,
        }
        before = self.plan.stages.index(stage) - 1
        if before >= 0:
            flags["init-from"] = str(self.run(self.plan.stages[before].name) / "result")
        given = [part for name, value in flags.items() for part in (f"--{name}", value)]
        return [sys.executable, "-m", "core", "train", stage.task, *given, *self.options]


def make_scenes(build: Build, workers: int) -> None:
    """The scenes to learn from and, with another seed, those to measure on."""
    plan = build.plan
    new = write_scenes(SceneSet(build.scenes, plan.scenes, plan.scenes_seed, plan.size), workers)
    write_scenes(SceneSet(build.held_out, 1000, evaluate.HELD_OUT_SEED, plan.size), workers)
    print(f"scenes: {new} new", flush=True)


def train(build: Build, stage: Stage) -> None:
    """Run or go on with a training, until its result is there. A failure ends the build."""
    run = build.run(stage.name)
    if (run / "result").is_dir():
        print(f"{stage.name}: done before", flush=True)
        return
    command = build.command(stage)
    if (run / "config.toml").exists():
        command = [*command[:5], "--output", str(run), "--resume"]
    print(shlex.join(command), flush=True)
    path = os.pathsep.join(filter(None, (str(repository.ROOT), os.environ.get("PYTHONPATH"))))
    status = subprocess.run(command, env={**os.environ, "PYTHONPATH": path}, check=False).returncode
    if status:
        raise SystemExit(f"the training of {stage.name} ended with status {status}")


def measure_and_write_card(build: Build) -> None:
    """Evaluate the model folder, then put grid and card into it."""
    arguments = ["--model", str(build.model), "--work", str(build.work)]
    arguments += ["--judge-scenes", str(build.plan.judge_scenes)]
    if build.smoke:
        arguments += ["--smoke"]
    evaluate.main(arguments)
    shutil.copyfile(build.work / "grid.png", build.model / "grid.png")
    size = sum(path.stat().st_size for path in build.model.rglob("*") if path.is_file())
    facts = card.Facts(
        report=ship.read_report(build.work / "report.json"),
        commands=shown_commands(build),
        size=size,
        torch_version=torch.__version__,
        smoke=build.smoke,
    )
    card.write_card(build.model, build.plan, facts)


def shown_commands(build: Build) -> list[str]:
    """The trainings behind the model as they stand in the card: what the run folders recorded, as flags.

    From the last stage back along `init_from`, so that a run that went on from an earlier run of the
    same stage shows both. Paths of this machine are told from the work folder, called FOLDER, and
    from the checkout.
    """
    lines: list[str] = []
    run: Path | None = build.trained.parent
    while run is not None and (run / "config.toml").is_file():
        config = RunFolder(run).read_config()
        lines.insert(0, command_of(build, config))
        run = Path(config.init_from).parent if config.init_from else None
    return lines


def command_of(build: Build, config: TrainingConfig) -> str:
    flags = []
    for field in dataclasses.fields(config):
        value = getattr(config, field.name)
        silent = value is None or (value == field.default and field.name != "seed")
        if field.name != "task" and not silent:
            flags += [f"--{field.name.replace('_', '-')}"]
            flags += [] if value is True else [shown_value(build, value)]
    return shlex.join(["python", "-m", "core", "train", config.task, *flags])


def shown_value(build: Build, value: object) -> str:
    if not isinstance(value, str) or not Path(value).is_absolute():
        return str(value)
    for base, name in ((build.work.resolve(), "FOLDER"), (repository.ROOT, ".")):
        if Path(value).resolve().is_relative_to(base):
            return str(Path(name) / Path(value).resolve().relative_to(base))
    return Path(value).name


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    plan = smoke_plan() if options.smoke else Plan()
    wanted = {
        name: int(steps) for name, _, steps in (text.partition("=") for text in options.steps)
    }
    if unknown := set(wanted) - {stage.name for stage in plan.stages}:
        raise SystemExit(f"there is no stage called {min(unknown)}")
    stages = tuple(replace(s, steps=wanted.get(s.name, s.steps)) for s in plan.stages)
    extra = tuple(part for name in ("device", "dtype") for part in _flag(options, name))
    build = Build(replace(plan, stages=stages), options.work, options.smoke, extra)
    print(expected_times(build.plan), flush=True)
    make_scenes(build, options.workers)
    for stage in build.plan.stages:
        train(build, stage)
    ship.make_model_folder(build.trained, build.held_out, build.model)
    measure_and_write_card(build)
    place = options.output or (options.work / "shipped" if options.smoke else repository.SHIPPED)
    size = ship.install(build.model, place)
    print(f"{place}: {size / 1e6:.1f} MB")
    return 0


def _flag(options: argparse.Namespace, name: str) -> tuple[str, ...]:
    value = getattr(options, name)
    return () if value is None else (f"--{name}", value)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Build the starter model from nothing.")
    parser.add_argument("--work", type=Path, required=True, help="scenes, runs, figures")
    parser.add_argument("--output", type=Path, help="default: resources/models/starter")
    parser.add_argument("--smoke", action="store_true", help="the whole path, tiny")
    parser.add_argument("--workers", type=int, default=2, help="processes that render scenes")
    parser.add_argument("--device", help="for the trainings")
    parser.add_argument("--dtype", help="for the trainings: bfloat16 is faster on many CPUs")
    parser.add_argument("--steps", nargs="+", default=[], metavar="STAGE=N", help="other lengths")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
