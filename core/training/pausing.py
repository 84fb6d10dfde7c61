"""A training that was asked to stop: its state on its way to the disk, after the device is free.

The state is copied into RAM, then everything that holds the networks ends, so that their memory can be used
by others; only then the state is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import torch
from torch import Tensor

from core.contract.errors import Cancelled
from core.contract.events import Event
from core.contract.notices import DEVICE_FREE, Notice
from core.contract.training_events import CheckpointSaved
from core.generation.machine import give_back
from core.training.run_state import RunFolder


@dataclass(frozen=True)
class State:
    """What a checkpoint holds."""

    step: int
    parts: Mapping[str, Mapping[str, Tensor]]
    facts: Mapping[str, Any]
    keep: int  # checkpoints

    def copied(self) -> State:
        """The same in RAM, sharing nothing with the networks."""
        parts = {
            part: {name: _copy(tensor) for name, tensor in tensors.items()}
            for part, tensors in self.parts.items()
        }
        return replace(self, parts=parts)


class Paused(Cancelled):
    """Raised by the loop; carries the state where the newest checkpoint is older."""

    def __init__(self, state: State | None) -> None:
        super().__init__()
        self.state = state


def put_down(
    state: State | None, run: RunFolder, device: torch.device, job: str
) -> Iterator[Event]:
    """Free the device, say so, write the state. The caller holds no network any more."""
    give_back(device)
    yield Notice(job, DEVICE_FREE)
    if state is not None:
        path = run.save(state.step, state.parts, state.facts, state.keep)
        yield CheckpointSaved(job, state.step, str(path))


def _copy(tensor: Tensor) -> Tensor:
    return tensor.detach().to("cpu", copy=True)
