"""What both sides of the comparison are asked to do, and what they tell."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Literal

import torch

from core.generation.machine import UNKNOWN, PeakMeter
from core.training.data.order import generator
from tests.benches.teaching.tensor_bytes import TensorBytes

Method = Literal["lora", "full", "embedding"]
METHODS: tuple[Method, ...] = ("lora", "full", "embedding")
PHOTOS = 8
WARM = 2  # steps before the clock runs: the first ones make room, and kernels choose their way
TOKEN, INIT_WORD, NOUN = "sks", "swan", "dog"


@dataclass(frozen=True)
class Work:
    """One teaching."""

    model: str  # a folder in diffusers' layout
    method: Method
    side: int  # px
    batch_size: int
    steps: int  # measured, after those that warm up
    device: str
    dtype: str  # of the forward pass
    rank: int = 16
    learning_rate: float = 1e-6
    optimizer: Literal["adamw", "adafactor"] = "adamw"
    gradient_checkpointing: bool = False
    counted: bool = False  # on a CPU: bytes of tensors, too; the time then means nothing

    @property
    def torch_dtype(self) -> torch.dtype:
        found: torch.dtype = getattr(torch, self.dtype)
        return found

    def text(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def of(cls, text: str) -> Work:
        return cls(**json.loads(text))

    def photos(self) -> torch.Tensor:
        """uint8 (PHOTOS, side, side, 3) of noise: neither time nor memory depends on what they show."""
        shape, random = (PHOTOS, self.side, self.side, 3), generator(0, 0, 0, "bench")
        return torch.randint(0, 256, shape, generator=random, dtype=torch.uint8)


@dataclass(frozen=True)
class Figures:
    """What a side needed."""

    images_per_second: float
    prepare_seconds: float  # from the open model to the first step: latents and texts that are kept
    peak_bytes: (
        int  # from before the model was opened to the last step; -1 where the system does not say
    )
    allocated_bytes: int  # of that in tensors, without spare; -1 where nobody counts
    learned: int  # numbers that learn
    losses: tuple[float, ...]  # of the measured steps


class Stopwatch:
    """Begin it before the model is opened; then `ready`, and once `measured`."""

    def __init__(self, work: Work) -> None:
        self._work, self._device = work, torch.device(work.device)
        self._meter = PeakMeter(self._device)
        self._meter.start()
        self._begun = self._prepared = 0.0
        self._count = TensorBytes() if work.counted else None

    def opened(self, away: int = 0) -> None:
        """The model is there; what is done from now on once, is preparation. `away`: as of `ready`."""
        self._begun = self._now()
        self._phase(away)

    def ready(self, away: int = 0) -> None:
        """`away`: bytes of networks that a card does not hold from now on."""
        self._prepared = self._now() - self._begun
        self._phase(away)

    def measured(self, step: Callable[[], float], learned: int) -> Figures:
        """Do all steps. `step` returns its loss."""
        for _ in range(WARM):
            step()
        seconds, losses = [], []
        for _ in range(self._work.steps):
            begun = self._now()
            losses.append(step())
            seconds.append(self._now() - begun)
        speed = self._work.batch_size / statistics.median(seconds)
        return Figures(
            *(speed, self._prepared, rise(self._meter), self._allocated(), learned, tuple(losses))
        )

    def _phase(self, away: int) -> None:
        if self._count is not None:
            self._count.phase(away)

    def _allocated(self) -> int:
        if self._device.type == "cuda":
            return torch.cuda.max_memory_allocated(self._device)
        return UNKNOWN if self._count is None else self._count.peak()

    def _now(self) -> float:
        if self._device.type == "cuda":
            torch.cuda.synchronize(self._device)
        return time.perf_counter()


def rise(meter: PeakMeter) -> int:
    """Bytes at the peak above what there was at first; -1 where the system does not say."""
    peak = meter.peak()
    return peak if peak == UNKNOWN else peak - meter.base


def megabytes(size: int) -> float | None:
    """None where it is not known."""
    return None if size == UNKNOWN else round(size / 1e6, 1)
