"""Which pictures a step sees, and every random number of a training, as functions of the seed.

Nothing here holds a state that would have to be saved: the same seed and step always give the same
answer, so a resumed run draws what the undisturbed one would have drawn. It knows no picture and no
network.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

HELD_OUT_SHARE = 0.05
HELD_OUT_MAX = 512  # pictures


def generator(seed: int, step: int, index: int, purpose: str) -> torch.Generator:
    """A fresh CPU generator for one purpose of one sample of one step.

    `index` is the place of the sample in the whole step (over processes and forward passes), not the
    number of its picture: a tiny folder may show one picture twice in a step.
    """
    digest = hashlib.sha256(f"{seed}/{step}/{index}/{purpose}".encode()).digest()
    return torch.Generator().manual_seed(int.from_bytes(digest[:8], "little"))


def permutation(count: int, seed: int, purpose: str) -> list[int]:
    """A shuffled 0 … count-1 that depends on (count, seed, purpose) only."""
    return torch.randperm(count, generator=generator(seed, 0, 0, purpose)).tolist()


def split(count: int, seed: int) -> tuple[list[int], list[int]]:
    """Indices to learn from and indices held out for the figures, both rising.

    Held out are the last min(5 %, 512) of a seeded permutation, at least one where there are two.
    """
    held = min(int(count * HELD_OUT_SHARE), HELD_OUT_MAX)
    held = max(held, 1) if count > 1 else 0
    shuffled = permutation(count, seed, "held-out")
    return sorted(shuffled[: count - held]), sorted(shuffled[count - held :])


@dataclass(frozen=True)
class Order:
    """The endless sequence of pictures: one permutation of `indices` an epoch, cut into steps."""

    indices: tuple[int, ...]  # what is learned from
    seed: int
    per_step: int  # samples of one step, over all processes and forward passes

    def step(self, step: int) -> list[int]:
        """The `per_step` picture numbers of a step (0, 1, …), in the order of their places."""
        first = step * self.per_step
        return [self._at(place) for place in range(first, first + self.per_step)]

    def _at(self, place: int) -> int:
        epoch, offset = divmod(place, len(self.indices))
        return self.indices[_epoch(len(self.indices), self.seed, epoch)[offset]]


@dataclass(frozen=True)
class GroupedOrder:
    """The same where pictures differ in size: every forward pass shows pictures of one group.

    An epoch is each group shuffled and cut into passes, all passes shuffled. The last pass of a group is
    filled up from its beginning, so that no pass is smaller and none weighs more; those few are seen twice.
    """

    groups: tuple[tuple[int, ...], ...]
    seed: int
    per_step: int  # a multiple of batch_size
    batch_size: int  # pictures of one forward pass of one process

    def step(self, step: int) -> list[int]:
        """The picture numbers of a step, pass after pass."""
        count = self.per_step // self.batch_size
        return [n for k in range(step * count, (step + 1) * count) for n in self._pass(k)]

    def _pass(self, number: int) -> tuple[int, ...]:
        count = sum(-(-len(group) // self.batch_size) for group in self.groups)
        epoch, offset = divmod(number, count)
        return _passes(self, epoch)[offset]


@functools.lru_cache(maxsize=4)
def _passes(order: GroupedOrder, epoch: int) -> tuple[tuple[int, ...], ...]:
    found = []
    for index, group in enumerate(order.groups):
        mixed = permutation(len(group), order.seed, f"epoch {epoch} group {index}")
        for first in range(0, len(group), order.batch_size):
            places = range(first, first + order.batch_size)
            found.append(tuple(group[mixed[place % len(group)]] for place in places))
    turns = permutation(len(found), order.seed, f"epoch {epoch} passes")
    return tuple(found[turn] for turn in turns)


def order_of(
    groups: Sequence[tuple[int, ...]], seed: int, per_step: int, batch_size: int
) -> Order | GroupedOrder:
    """The order of pictures that are in `groups` by their size."""
    if len(groups) == 1:
        return Order(groups[0], seed, per_step)
    return GroupedOrder(tuple(groups), seed, per_step, batch_size)


@functools.lru_cache(maxsize=4)
def _epoch(count: int, seed: int, epoch: int) -> list[int]:
    return permutation(count, seed, f"epoch {epoch}")


@dataclass(frozen=True)
class Batch:
    """What one forward pass of one process works on: picture numbers and their places in the step."""

    seed: int
    step: int
    pictures: Sequence[int]  # numbers in the picture set
    places: Sequence[int]  # 0 … per_step-1

    def __len__(self) -> int:
        return len(self.pictures)

    def normal(self, purpose: str, shape: Sequence[int]) -> Tensor:
        """Unit Gaussian noise (B, *shape) float32 on the CPU, each sample from its own generator."""
        return torch.stack([torch.randn(tuple(shape), generator=g) for g in self._each(purpose)])

    def uniform(self, purpose: str) -> Tensor:
        """One number in [0, 1) a sample: (B,) float32 on the CPU."""
        return torch.stack([torch.rand((), generator=g) for g in self._each(purpose)])

    def integers(self, purpose: str, high: int) -> Tensor:
        """One whole number in 0 … high-1 a sample: (B,) int64 on the CPU."""
        return torch.stack([torch.randint(high, (), generator=g) for g in self._each(purpose)])

    def _each(self, purpose: str) -> list[torch.Generator]:
        return [generator(self.seed, self.step, place, purpose) for place in self.places]


def batches(
    order: Order | GroupedOrder, step: int, batch_size: int, rank: int, world: int
) -> list[Batch]:
    """The forward passes of process `rank` of `world` in a step.

    Pass k of all processes together covers the places k·world·batch_size …: N processes with B
    pictures see in each pass exactly what one process with N·B would.
    """
    pictures = order.step(step)
    passes = []
    for first in range(rank * batch_size, order.per_step, world * batch_size):
        places = range(first, first + batch_size)
        passes.append(Batch(order.seed, step, [pictures[i] for i in places], places))
    return passes
