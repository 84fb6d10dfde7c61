"""What the one training loop asks of a task, and the setting that all tasks share.

A task owns its networks and knows its loss; it owns no optimiser, step counter or checkpoint.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, Protocol, TypeVar, runtime_checkable

import torch
from PIL import Image
from torch import Tensor, nn

from core.contract.errors import InvalidValue
from core.contract.training import LoopConfig, TrainingConfig
from core.training.data.dataset import PictureSet, Progress
from core.training.data.order import Batch
from core.training.distributed import World

Config = TypeVar("Config", bound=LoopConfig, covariant=True)

REPORT_PICTURES = 64  # held-out pictures behind the figures
REPORT_LEVELS = 16  # noise levels behind them at least
REPORT_BATCH = 16  # pictures of a forward pass without gradient


@dataclass(frozen=True)
class Setting(Generic[Config]):
    """Everything a task is built from."""

    config: Config
    pictures: PictureSet
    held_out: tuple[int, ...]  # picture numbers that are never learned from
    device: torch.device
    dtype: torch.dtype  # of the forward pass: float32, bfloat16 or float16
    world: World

    @contextmanager
    def autocast(self) -> Iterator[None]:
        """Forward passes in the wanted precision; weights and losses stay float32."""
        with torch.autocast(
            self.device.type, dtype=self.dtype, enabled=self.dtype != torch.float32
        ):
            yield

    def pixels(self, numbers: Sequence[int]) -> Tensor:
        """float32 (B, 3, S, S) in [-1, 1] on the device."""
        return self.pictures.pixels(numbers).to(self.device, non_blocking=True)

    def reported(self) -> list[int]:
        """Held-out pictures for the figures; where nothing is held out, the first ones."""
        numbers = self.held_out or tuple(range(len(self.pictures)))
        return list(numbers[:REPORT_PICTURES])


def report_rounds(count: int) -> int:
    """How often each of `count` pictures is looked at for the figures, at another noise level each time."""
    return -(-REPORT_LEVELS // count)


class Task(Protocol):
    """One thing that can be learned."""

    @property
    def modules(self) -> Mapping[str, nn.Module]:
        """The networks that learn, by the name of their folder."""
        ...

    def needs_pictures(self, run: Path) -> bool:
        """Whether the pictures must be decoded, given what the run folder holds already."""
        ...

    def prepare(self, run: Path) -> Iterator[Progress]:
        """Compute what the frozen parts say about the pictures, once; `run` is the run folder."""
        ...

    def loss(self, batch: Batch) -> Tensor:
        """The scalar loss of one forward pass, a function of weights and batch only."""
        ...

    def report(self) -> dict[str, float]:
        """Figures on held-out pictures. Changes nothing, draws nothing from a shared generator."""
        ...

    def sample(self) -> Image.Image | None:
        """A picture of what it can do now, for the samples folder."""
        ...

    def export(self, folder: Path, steps: int) -> None:
        """Write the weights that `steps` steps have made into an empty folder, in the diffusers layout."""
        ...


@runtime_checkable
class CountsMoreOrLess(Protocol):
    """A task whose result may be a LoRA."""

    def at_strengths(self) -> Image.Image | None:
        """What the result draws at each of `STRENGTHS`, side by side; None where it is no LoRA."""
        ...


def trained_parameters(task: Task) -> dict[str, nn.Parameter]:
    """`<module>.<parameter>` → what learns, in a fixed order."""
    return {
        f"{name}.{key}": parameter
        for name, module in task.modules.items()
        for key, parameter in module.named_parameters()
        if parameter.requires_grad
    }


def check_sides(config: TrainingConfig, multiple: int) -> None:
    """Raises `InvalidValue` where the pictures do not divide into the network's cells."""
    for name in ("resolution", "crop"):
        side = getattr(config, name)
        if side is not None and side % multiple:
            raise InvalidValue(name, side, f"a multiple of {multiple} pixels")
