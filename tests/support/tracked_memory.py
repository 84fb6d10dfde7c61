"""Tensor memory of torch, watched operation by operation: how much there is at most, and running out on demand.

Not a profiler: only what tensors hold is seen, and what an operation takes for itself inside is not.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable

import torch
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves


class Tracked(TorchDispatchMode):
    """Attributes: `now` and `peak`, bytes of the tensors that were made inside."""

    def __init__(self) -> None:
        super().__init__()
        self.now = self.peak = 0
        self._sizes: dict[int, int] = {}

    def __torch_dispatch__(self, function, types, args=(), kwargs=None):
        result = function(*args, **(kwargs or {}))
        for leaf in tree_leaves(result):
            if isinstance(leaf, torch.Tensor):
                self._see(leaf.untyped_storage())
        return result

    def _see(self, storage: torch.UntypedStorage) -> None:
        key = storage._cdata
        if key not in self._sizes:
            self._sizes[key] = storage.nbytes()
            self.now += self._sizes[key]
            self.peak = max(self.peak, self.now)
            weakref.finalize(storage, self._gone, key)

    def _gone(self, key: int) -> None:
        self.now -= self._sizes.pop(key)


class ShortOfMemory(TorchDispatchMode):
    """Lets the operations from the `first` to the `last` (None: all from there on) fail for want of memory.

    Attribute: `count`, operations so far.
    """

    def __init__(self, first: int, last: int | None, error: Callable[[], BaseException]) -> None:
        super().__init__()
        self.count = 0
        self._first, self._last, self._error = first, last, error

    def __torch_dispatch__(self, function, types, args=(), kwargs=None):
        self.count += 1
        if self._first <= self.count and (self._last is None or self.count <= self._last):
            raise self._error()
        return function(*args, **(kwargs or {}))
