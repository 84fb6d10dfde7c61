"""What the build of the starter model does, in numbers: data, stages, rates, expected times.

It runs nothing; `build.py` does.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

TaskName = Literal["vae", "clip", "unet"]


@dataclass(frozen=True)
class Stage:
    """One `reverie train`: its run folder's name, its task, its flags (name without dashes → value).

    Every stage begins with the result of the one before it.
    """

    name: str
    task: TaskName
    steps: int
    flags: dict[str, str]
    hours_cpu: float  # on 2 cores
    minutes_gpu: float  # on a data-centre card


@dataclass(frozen=True)
class Plan:
    """The whole build. `seed` is that of the trainings; scenes have their own."""

    scenes: int = 48_000
    scenes_seed: int = 0
    size: int = 128  # px
    seed: int = 0
    judge_scenes: int = 30_000
    evaluation_minutes: tuple[float, float] = (45, 15)  # on 2 cores, beside a GPU
    stages: tuple[Stage, ...] = field(default_factory=lambda: FULL)


# On crops first: four times as many different pictures for the same work. Then whole pictures, since
# normalisation and the attention in the middle look at the whole picture.
# No drawing is sharper than what the autoencoder lets through, and its latents may not change under a U-Net
# that has learned them: so it comes first, and until it has nothing more to gain.
FULL: tuple[Stage, ...] = (
    Stage(
        "vae-crops",
        "vae",
        2_400,
        {
            "weight-decay": "0",
            "kl-weight": "2e-5",
            "crop": "64",
            "batch-size": "16",
            "learning-rate": "1e-3",
            "ema-decay": "0.998",
        },
        hours_cpu=0.15,
        minutes_gpu=2,
    ),
    Stage(
        "vae",
        "vae",
        5_000,
        {
            "weight-decay": "0",
            "batch-size": "16",
            "optimizer": "muon",
            "learning-rate": "1e-3",
            "gradient-weight": "0.8",
            "ema-decay": "0.998",
        },
        hours_cpu=1.4,
        minutes_gpu=8,
    ),
    Stage(
        "clip",
        "clip",
        1_200,
        {"batch-size": "128", "learning-rate": "1e-3", "weight-decay": "0.05"},
        hours_cpu=0.4,
        minutes_gpu=2,
    ),
    Stage(
        "unet",
        "unet",
        30_000,
        {
            "batch-size": "96",
            "optimizer": "muon",
            "learning-rate": "1e-3",
            "ema-decay": "0.9985",
            "caption-dropout": "0.1",
            "middle-steps": "0.8",
        },
        hours_cpu=11.0,
        minutes_gpu=60,
    ),
)


def smoke_plan() -> Plan:
    """The whole path in about two minutes; its model can draw nothing."""
    stages = tuple(_smoke(stage) for stage in FULL)
    return Plan(scenes=160, judge_scenes=120, evaluation_minutes=(1, 1), stages=stages)


def _smoke(stage: Stage) -> Stage:
    flags = {"batch-size": "2", "warmup-steps": "1", "report-every": "4"}
    if "crop" in stage.flags:
        flags["crop"] = "32"
    if stage.task == "clip":
        flags["batch-size"] = "4"
    return Stage(stage.name, stage.task, 4, flags, hours_cpu=0.003, minutes_gpu=0.1)


def expected_times(plan: Plan) -> str:
    """A table for the person who starts the build: estimates, where the card names no measured time."""
    render = plan.scenes / 300 / 60  # 300 scenes a second
    rows = [("scenes", render, render)]
    rows += [(stage.name, stage.hours_cpu * 60, stage.minutes_gpu) for stage in plan.stages]
    rows.append(("evaluation", *plan.evaluation_minutes))
    lines = [f"{'estimated minutes':<18}{'2 CPU cores':>14}{'a GPU':>8}"]
    lines += [f"{name:<18}{cpu:>14.1f}{gpu:>8.1f}" for name, cpu, gpu in rows]
    return "\n".join(lines)
