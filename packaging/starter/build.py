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
from plan import TASKS, Plan, TaskName, expected_times, smoke_plan

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

    def run(self, task: TaskName) -> Path:
        return self.work / "runs" / task

    def command(self, task: TaskName) -> list[str]:
        """The training of a task from its beginning, each on the result of the one before."""
        flags = {
            "data": str(self.scenes),
            "output": str(self.run(task)),
            "model-config": str(repository.CONFIGS),
            "resolution": str(self.plan.size),
            "steps": str(self.plan.trainings[task].steps),
            "seed": str(self.plan.seed),
            **self.plan.trainings[task].flags,
        }
        before = TASKS.index(task) - 1
        if before >= 0:
            flags["init-from"] = str(self.run(TASKS[before]) / "result")
        given = [part for name, value in flags.items() for part in (f"--{name}", value)]
        return [sys.executable, "-m", "core", "train", task, *given, *self.options]


def make_scenes(build: Build, workers: int) -> None:
    """The scenes to learn from and, with another seed, those to measure on."""
    plan = build.plan
    new = write_scenes(SceneSet(build.scenes, plan.scenes, plan.scenes_seed, plan.size), workers)
    write_scenes(SceneSet(build.held_out, 1000, evaluate.HELD_OUT_SEED, plan.size), workers)
    print(f"scenes: {new} new", flush=True)


def train(build: Build, task: TaskName) -> None:
    """Run or go on with a training, until its result is there. A failure ends the build."""
    run = build.run(task)
    if (run / "result").is_dir():
        print(f"{task}: done before", flush=True)
        return
    command = build.command(task)
    if (run / "config.toml").exists():
        command = [*command[:5], "--output", str(run), "--resume"]
    print(shlex.join(command), flush=True)
    path = os.pathsep.join(filter(None, (str(repository.ROOT), os.environ.get("PYTHONPATH"))))
    status = subprocess.run(command, env={**os.environ, "PYTHONPATH": path}, check=False).returncode
    if status:
        raise SystemExit(f"the training of {task} ended with status {status}")


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
        commands={task: shown_command(build, task) for task in TASKS},
        size=size,
        torch_version=torch.__version__,
        smoke=build.smoke,
    )
    card.write_card(build.model, build.plan, facts)


def shown_command(build: Build, task: TaskName) -> str:
    """The commands of a task as they stand in the card: what its run folder recorded, as flags.

    Where a run went on from another run of the same task, that one comes before it. Paths of this
    machine are told from the work folder, called FOLDER, and from the checkout.
    """
    lines: list[str] = []
    run: Path | None = build.run(task)
    while run is not None:
        config = RunFolder(run).read_config()
        lines.insert(0, command_of(build, config))
        run = Path(config.init_from).parent if config.init_from else None
        if run is None or not (run / "config.toml").is_file():
            break
        if RunFolder(run).read_config().task != task:
            break
    return "\n".join(lines)


def command_of(build: Build, config: TrainingConfig) -> str:
    flags = []
    for field in dataclasses.fields(config):
        value = getattr(config, field.name)
        silent = value is None or (value == field.default and field.name != "seed")
        if field.name != "task" and not silent:
            flags += [f"--{field.name.replace('_', '-')}", shown_value(build, value)]
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
    trainings = dict(plan.trainings)
    for task in TASKS:
        steps = getattr(options, f"steps_{task}")
        if steps is not None:
            trainings[task] = replace(trainings[task], steps=steps)
    extra = tuple(part for name in ("device", "dtype") for part in _flag(options, name))
    build = Build(replace(plan, trainings=trainings), options.work, options.smoke, extra)
    print(expected_times(build.plan), flush=True)
    make_scenes(build, options.workers)
    for task in TASKS:
        train(build, task)
    ship.make_model_folder(build.run("unet") / "result", build.held_out, build.model)
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
    for task in TASKS:
        parser.add_argument(f"--steps-{task}", type=int)
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
