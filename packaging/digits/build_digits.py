"""Build the two digit networks from nothing: trainings, half precision, figures, card.

Run as `python packaging/digits/build_digits.py --work FOLDER`. Stopped at any moment, the same command goes
on. `--smoke` walks the whole path in half a minute.
"""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import checkout
import torch
from digit_card import Facts, card_text
from measure_digits import SMOKE, Amounts, measured

from core.checkpoints.digits_folder import (
    load_digits,
    load_predictor,
    load_schedule,
    load_score,
    save_predictor,
    save_score,
)
from core.contract.digits import DigitTask
from core.files import folder_store
from core.training.run_state import RunFolder

BYTES_MAX = 600_000
TASKS: tuple[DigitTask, ...] = ("digit-score", "digit-noise")
FULL: Mapping[DigitTask, Mapping[str, str]] = {
    "digit-score": {"steps": "1500"},
    "digit-noise": {"steps": "2400"},
}
TINY = {
    "steps": "4",
    "batch-size": "4",
    "pictures": "40",
    "warmup-steps": "1",
    "report-every": "4",
}


@dataclass(frozen=True)
class Build:
    """One build: where its things lie, and whether it is only a walk along the path."""

    work: Path
    smoke: bool

    def run(self, task: DigitTask) -> Path:
        return self.work / "runs" / task

    def command(self, task: DigitTask) -> list[str]:
        """The training of a network from its beginning."""
        flags = {"seed": "0", "device": "cpu", **(TINY if self.smoke else FULL[task])}
        given = [part for name, value in flags.items() for part in (f"--{name}", value)]
        return [
            sys.executable,
            "-m",
            "core",
            "train",
            task,
            "--output",
            str(self.run(task)),
            *given,
        ]


def train(build: Build, task: DigitTask) -> None:
    """Run or go on with a training, until its result is there. A failure ends the build."""
    run, command = build.run(task), build.command(task)
    if (run / "result").is_dir():
        print(f"{task}: done before", flush=True)
        return
    if (run / "config.toml").exists():
        command = [*command[:7], "--resume"]
    print(shlex.join(command), flush=True)
    path = os.pathsep.join(filter(None, (str(checkout.ROOT), os.environ.get("PYTHONPATH"))))
    environment = {**os.environ, "PYTHONPATH": path, "OMP_NUM_THREADS": "1"}
    status = subprocess.run(command, env=environment, check=False).returncode
    if status:
        raise SystemExit(f"the training {task} ended with status {status}")


def assemble(build: Build, place: Path) -> None:
    """Both results as one folder in half precision, without card."""
    score, noise = (build.run(task) / "result" for task in TASKS)
    save_score(place, load_score(score), torch.float16)
    save_predictor(place, load_predictor(noise), load_schedule(noise), torch.float16)


def shown(build: Build, task: DigitTask) -> str:
    """A training as the card tells it."""
    command = ["python", *build.command(task)[1:]]
    return shlex.join(
        "FOLDER/runs/" + task if part == str(build.run(task)) else part for part in command
    )


def facts(build: Build, place: Path) -> Facts:
    model = load_digits(place)
    return Facts(
        commands=tuple(shown(build, task) for task in TASKS),
        weights={
            "score": sum(p.numel() for p in model.score.parameters()),
            "unet and words": sum(p.numel() for p in model.predictor.parameters()),
        },
        minutes={task: RunFolder(build.run(task)).read_log()[-1]["seconds"] / 60 for task in TASKS},
        size=sum(path.stat().st_size for path in place.rglob("*") if path.is_file()),
        smoke=build.smoke,
    )


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Build the two digit networks from nothing.")
    parser.add_argument("--work", type=Path, required=True, help="runs")
    parser.add_argument("--output", type=Path, help="default: resources/models/digits")
    parser.add_argument("--smoke", action="store_true", help="the whole path, tiny")
    options = parser.parse_args(arguments)
    build = Build(options.work, options.smoke)
    for task in TASKS:
        train(build, task)
    place = options.output or (build.work / "shipped" if build.smoke else checkout.PLACE)
    tmp = folder_store.new_folder(place)
    try:
        assemble(build, tmp)
        report, board = measured(load_digits(tmp), SMOKE if build.smoke else Amounts())
        board.convert("L").save(tmp / "grid.png", optimize=True)
        (tmp / "README.md").write_text(card_text(report, facts(build, tmp)), encoding="utf-8")
        size = sum(path.stat().st_size for path in tmp.rglob("*") if path.is_file())
        if size > BYTES_MAX:
            raise SystemExit(f"{size} bytes; at most {BYTES_MAX} are shipped")
        folder_store.commit_folder(tmp, place, overwrite=True)
    finally:
        shutil.rmtree(tmp, ignore_errors=True)
    print(f"{place}: {size / 1e3:.0f} kB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
