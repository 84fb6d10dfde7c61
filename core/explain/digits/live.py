"""A training of one of the networks, shown while it runs: mini-batch, loss, weights, samples.

It is the ordinary training; all that is added looks on between two steps.

Axes: B batch, S side in px.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from core.contract import events as ev
from core.contract.digits import TrainDigits
from core.explain.answer import Answer
from core.training.digits.rendered import to_images
from core.training.samples.sheets import sheet
from core.training.tasks.digits import SeesBatches
from core.training.train import train
from core.training.trainer import Trainer
from core.training.watch import Watch

SHOWN = 16  # pictures of a batch
GLANCE_SECONDS = 0.5  # at least between two looks at a batch
SAMPLE_SECONDS = 4.0  # and between two samples, which take longer
LOOK_SHARE = 0.15  # of the time, at most, that looking may take


def live(question: TrainDigits, cancelled: Callable[[], bool], job: str) -> Iterator[ev.Event]:
    """The events of the training with answers "batch" and "samples" between. Raises what training does."""
    return train(question.taught, Watch(job, cancelled, seen=_Looker(job).look), resume=False)


class _Looker:
    """Looks at a training now and then; remembers the weights of its last look."""

    def __init__(self, job: str) -> None:
        self._job, self._before = job, dict[str, Tensor]()
        self._next_glance = self._next_sample = 0.0

    def look(self, trainer: Trainer) -> Iterator[ev.Event]:
        """After each step: what there is to be shown, if it is time."""
        now = time.monotonic()
        task = trainer.task
        if now >= self._next_glance and isinstance(task, SeesBatches):
            yield self._batch(trainer, task)
            spent = time.monotonic() - now
            self._next_glance = now + max(GLANCE_SECONDS, spent / LOOK_SHARE)
        if now >= self._next_sample or trainer.is_last:
            begun = time.monotonic()
            yield self._samples(trainer)
            spent = time.monotonic() - begun
            self._next_sample = begun + max(SAMPLE_SECONDS, spent / LOOK_SHARE)

    def _batch(self, trainer: Trainer, task: SeesBatches) -> ev.Explained:
        """The mini-batch of the last step, as the network would see it now."""
        (batch, *_) = trainer.batches(trainer.step - 1)
        seen = task.seen(batch)
        figures = {
            "step": trainer.step,
            "loss": trainer.loss,
            "t": seen.t.tolist()[:SHOWN],
            "labels": seen.labels.tolist()[:SHOWN],
            "errors": seen.errors.tolist()[:SHOWN],
            "size": len(batch),
            **self._moved(trainer),
        }
        pictures = to_images(seen.noised[:SHOWN].cpu())
        board = {"batch": tiled(pictures, SHOWN // 2)}
        return _event(self._job, "batch", figures, board)

    def _moved(self, trainer: Trainer) -> dict[str, float]:
        """How many weights there are, and how far they have moved since the last look, as a share."""
        now = {name: p.detach().clone() for name, p in trainer.parameters.items()}
        length = math.sqrt(sum(float(p.pow(2).sum()) for p in now.values()))
        steps = ((p - self._before[name]).pow(2).sum() for name, p in now.items() if self._before)
        moved = math.sqrt(sum(float(step) for step in steps))
        self._before = now
        count = sum(p.numel() for p in now.values())
        return {"weights": float(count), "moved": moved / max(length, 1e-12)}

    def _samples(self, trainer: Trainer) -> ev.Explained:
        """What it makes of the same noise now, with the weights that an export would write."""
        with trainer.averaged():
            picture = trainer.task.sample()
        image = (
            np.asarray(picture, np.uint8) if picture is not None else np.zeros((1, 1, 3), np.uint8)
        )
        return _event(self._job, "samples", {"step": trainer.step}, {"samples": image})


def tiled(images: NDArray[np.uint8], columns: int) -> NDArray[np.uint8]:
    """(B,S,S) → rows of `columns` as one picture (H,W,3)."""
    pixels = torch.from_numpy(images)[:, None].float() / 127.5 - 1
    return np.asarray(sheet(pixels.expand(-1, 3, -1, -1), columns), np.uint8)


def _event(
    job: str, part: str, figures: dict[str, object], glances: dict[str, NDArray[np.uint8]]
) -> ev.Explained:
    return Answer(part, figures, glances).event(job, Path())
