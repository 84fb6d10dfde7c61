"""Several processes that train as one: started by torchrun, told apart by their rank.

Without torchrun there is one process and every function here does nothing. Process 0 alone writes
files; the run folder and the data must be visible to all.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import torch
import torch.distributed as dist
from torch import Tensor

PATIENCE = timedelta(hours=12)  # how long others wait while process 0 encodes all pictures


@dataclass(frozen=True)
class World:
    """One process among all that train together."""

    rank: int = 0
    size: int = 1
    local_rank: int = 0  # on this machine: which GPU to take

    @property
    def is_first(self) -> bool:
        """Whether this is the process that writes."""
        return self.rank == 0

    def wait(self) -> None:
        """Go on when all processes have come here."""
        if self.size > 1:
            dist.barrier()

    def average_gradients(self, parameters: Sequence[Tensor]) -> None:
        """Replace each gradient by its mean over the processes; one message for all of them.

        What no process has a gradient for keeps none: an optimiser then leaves it alone, as with one process.
        """
        if self.size == 1:
            return
        grads = [p.grad if p.grad is not None else torch.zeros_like(p) for p in parameters]
        have = torch.tensor([float(p.grad is not None) for p in parameters]).to(grads[0])
        flat = torch.cat([have, *(grad.reshape(-1) for grad in grads)])
        dist.all_reduce(flat)
        flat /= self.size
        start = len(have)
        for parameter, grad, share in zip(parameters, grads, flat[:start].tolist(), strict=True):
            mean = flat[start : start + grad.numel()].view_as(grad).clone()
            parameter.grad = mean if share else None
            start += grad.numel()

    def sum(self, values: Tensor) -> Tensor:
        """Element by element over the processes."""
        if self.size > 1:
            dist.all_reduce(values)
        return values

    def gather(self, rows: Tensor) -> Tensor:
        """(B, P) of each process → (world·B, P), in the order of ranks, with gradient to all."""
        if self.size == 1:
            return rows
        gathered: Tensor = _Gather.apply(rows, self)
        return gathered


class _Gather(torch.autograd.Function):
    """All processes' rows. Backward: the gradients that all processes have for my rows, summed."""

    @staticmethod
    def forward(ctx: Any, rows: Tensor, world: World) -> Tensor:
        ctx.world = world
        parts = [torch.empty_like(rows) for _ in range(world.size)]
        dist.all_gather(parts, rows.contiguous())
        return torch.cat(parts)

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor, None]:
        world: World = ctx.world
        total = world.sum(gradients[0].contiguous().clone())
        return total.chunk(world.size)[world.rank], None


@contextmanager
def join(device: str) -> Iterator[World]:
    """Join the processes that torchrun started, if it did; leave them at the end of the block.

    Inside another such block the processes stay joined: they can meet only once in their life.
    """
    size = int(os.environ.get("WORLD_SIZE", "1"))
    if size == 1:
        yield World()
        return
    world = World(int(os.environ["RANK"]), size, int(os.environ.get("LOCAL_RANK", "0")))
    if dist.is_initialized():
        yield world
        return
    own = None
    if device == "cuda":  # before they first meet: else all would meet on the first GPU
        own = torch.device("cuda", world.local_rank)
        torch.cuda.set_device(own)
    backend = "nccl" if device == "cuda" else "gloo"
    dist.init_process_group(backend, timeout=PATIENCE, device_id=own)
    try:
        if dist.get_world_size() != size:
            raise RuntimeError(f"{dist.get_world_size()} processes joined instead of {size}")
        yield world
    finally:
        dist.destroy_process_group()
