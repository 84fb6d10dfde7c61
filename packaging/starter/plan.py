"""What the build of the starter model does, in numbers: data, steps, rates, expected times.

It runs nothing; `build.py` does.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

TaskName = Literal["vae", "clip", "unet"]
TASKS: tuple[TaskName, ...] = ("vae", "clip", "unet")


@dataclass(frozen=True)
class Training:
    """One `reverie train`: steps, and its flags (name without dashes → value)."""

    steps: int
    flags: dict[str, str]
    hours_cpu: float  # on 2 cores
    minutes_gpu: float  # on a data-centre card


@dataclass(frozen=True)
class Plan:
    """The whole build. `seed` is that of the trainings; scenes have their own."""

    scenes: int = 40_000
    scenes_seed: int = 0
    size: int = 128  # px
    seed: int = 0
    judge_scenes: int = 30_000
    evaluation_minutes: tuple[float, float] = (45, 15)  # on 2 cores, beside a GPU
    trainings: dict[TaskName, Training] = field(default_factory=lambda: dict(FULL))


FULL: dict[TaskName, Training] = {
    "vae": Training(
        steps=24_000,
        flags={
            "crop": "64",
            "batch-size": "16",
            "learning-rate": "8e-4",
            "ema-decay": "0.999",
            "weight-decay": "0",
        },
        hours_cpu=2.6,
        minutes_gpu=20,
    ),
    "clip": Training(
        steps=6_000,
        flags={"batch-size": "128", "learning-rate": "1e-3", "weight-decay": "0.05"},
        hours_cpu=1.0,
        minutes_gpu=8,
    ),
    "unet": Training(
        steps=24_000,
        flags={
            "batch-size": "48",
            "learning-rate": "6e-4",
            "ema-decay": "0.9995",
            "caption-dropout": "0.1",
            "min-snr-gamma": "5",
        },
        hours_cpu=6.0,
        minutes_gpu=30,
    ),
}

SMOKE: dict[TaskName, Training] = {
    "vae": Training(
        4, {"crop": "32", "batch-size": "2", "warmup-steps": "1", "report-every": "4"}, 0.003, 0.1
    ),
    "clip": Training(4, {"batch-size": "4", "warmup-steps": "1", "report-every": "4"}, 0.003, 0.1),
    "unet": Training(4, {"batch-size": "2", "warmup-steps": "1", "report-every": "4"}, 0.003, 0.1),
}


def smoke_plan() -> Plan:
    """The whole path in about two minutes; its model can draw nothing."""
    return Plan(scenes=160, judge_scenes=500, evaluation_minutes=(1, 1), trainings=dict(SMOKE))


def expected_times(plan: Plan) -> str:
    """A table for the person who starts the build: estimates, no run of this length was timed yet."""
    render = plan.scenes / 300 / 60  # 300 scenes a second
    rows = [("scenes", render, render)]
    for task in TASKS:
        training = plan.trainings[task]
        rows.append((task, training.hours_cpu * 60, training.minutes_gpu))
    rows.append(("evaluation", *plan.evaluation_minutes))
    lines = [f"{'estimated minutes':<18}{'2 CPU cores':>14}{'a GPU':>8}"]
    lines += [f"{name:<18}{cpu:>14.1f}{gpu:>8.1f}" for name, cpu, gpu in rows]
    return "\n".join(lines)
