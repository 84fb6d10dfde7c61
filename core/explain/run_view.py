"""What a training has written into its run folder: curves, samples, and what its last mini-batch was.

Only reads; a training that runs meanwhile is not disturbed.

Axes: B batch, S side in px.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image

from core.contract.digits import DigitsConfig, ShowRun
from core.contract.errors import InvalidValue
from core.explain.answer import Answer
from core.explain.digits.live import SHOWN, tiled
from core.files.pictures import images
from core.training.data.order import Order, batches, split
from core.training.digits.rendered import to_images
from core.training.distributed import World
from core.training.run_state import RunFolder
from core.training.samples.batch_sheet import SIDE as BATCH_SIDE
from core.training.samples.batch_sheet import TIMES, newest_batch
from core.training.task import Setting
from core.training.tasks.digits import DigitSetting, rendered

LINES_MAX = 500  # of the log, evenly
SAMPLE_SIDE = 768  # px: larger ones are made smaller for the message
_STEP = re.compile(r"step-(\d{6,12})\.png")


def run_answer(question: ShowRun) -> Answer:
    """The figures of a run, and the sample that is wanted.

    Raises `RunFolderInvalid` where there is no run, `InvalidValue` for a step without a sample.
    """
    run = RunFolder(question.run_folder)
    config = run.read_config()
    log, samples = run.read_log(), sample_steps(run)
    figures: dict[str, Any] = {
        "task": config.task,
        "steps": config.steps,
        "batch_size": config.batch_size * config.accumulation,
        "log": thinned(log),
        "samples": samples,
        "finished": run.result.is_dir(),
    }
    glances: dict[str, NDArray[np.uint8]] = {}
    done = int(log[-1]["step"]) if log else 0
    if isinstance(config, DigitsConfig) and done:
        batch, board = last_batch(config, done)
        figures["batch"], glances["batch"] = batch, board
    elif (seen := newest_batch(run.samples)) is not None:
        figures["batch"], glances["batch"] = kept_batch(*seen)
    if question.sample is not None:
        if question.sample not in samples:
            raise InvalidValue("sample", question.sample, "a step with a sample")
        glances["sample"] = sample(run, question.sample)
    return Answer("run", figures, glances)


def sample_steps(run: RunFolder) -> list[int]:
    """The steps whose samples lie in the folder, rising."""
    found = run.samples.iterdir() if run.samples.is_dir() else []
    return sorted(int(match[1]) for path in found if (match := _STEP.fullmatch(path.name)))


def sample(run: RunFolder, step: int) -> NDArray[np.uint8]:
    """(H,W,3). Raises what reading a picture raises."""
    picture = images.read_picture(run.samples / f"step-{step:06d}.png").convert("RGB")
    picture.thumbnail((SAMPLE_SIDE, SAMPLE_SIDE), Image.Resampling.LANCZOS)
    return np.asarray(picture, np.uint8)


def thinned(log: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """At most `LINES_MAX` lines, the first and the last among them."""
    if len(log) <= LINES_MAX:
        return log
    places = np.linspace(0, len(log) - 1, LINES_MAX).round().astype(int)
    return [log[place] for place in places]


def kept_batch(step: int, file: Path) -> tuple[dict[str, Any], NDArray[np.uint8]]:
    """The mini-batch that a training wrote down with its state. Raises what reading a picture raises."""
    picture = images.read_picture(file).convert("RGB")
    words = images.read_texts(file).get(TIMES, "").split()
    times = [int(word) for word in words if word.isdecimal()][:SHOWN]
    return {"step": step, "t": times, "side": BATCH_SIDE}, np.asarray(picture, np.uint8)


def last_batch(config: DigitsConfig, step: int) -> tuple[dict[str, Any], NDArray[np.uint8]]:
    """What the network was shown in `step` (1 …): it follows from the config alone."""
    drawn = rendered(config)
    learned, held_out = split(len(drawn), config.seed)
    cpu = torch.device("cpu")
    digits = DigitSetting(Setting(config, drawn, tuple(held_out), cpu, torch.float32, World()))
    per_step = config.batch_size * config.accumulation
    order = Order(tuple(learned), config.seed, per_step)
    (batch, *_) = batches(order, step - 1, config.batch_size, 0, 1)
    t = digits.timesteps(batch)
    noised, _ = digits.noised(batch, t)
    figures = {
        "step": step,
        "t": t.tolist()[:SHOWN],
        "labels": digits.labels(batch).tolist()[:SHOWN],
        "side": config.resolution,
    }
    return figures, tiled(to_images(noised[:SHOWN]), SHOWN // 2)
