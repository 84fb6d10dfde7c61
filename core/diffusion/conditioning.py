"""What a network is told beside x and t, and what can be done with that as a whole.

Axes: B pictures, L tokens, D width, P pooled width.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor


@dataclass(frozen=True)
class Conditioning:
    """Only SDXL's kind takes more than the words."""

    context: Tensor  # (B,L,D) the words
    pooled: Tensor | None = None  # (B,P) the whole text as one vector
    size_ids: Tensor | None = None  # (B,6) px: original height and width, crop top and left, target

    def to(self, device: torch.device | str) -> Conditioning:
        """The same on a device."""
        return self._each(lambda tensor: tensor.to(device))

    def rows(self, which: slice | Tensor) -> Conditioning:
        """Of several texts those that a slice or whole numbers name, in their order."""
        if isinstance(which, Tensor):
            return self._each(lambda tensor: tensor[which.to(tensor.device)])
        return self._each(lambda tensor: tensor[which])

    def sized(self, size_ids: Tensor | None) -> Conditioning:
        """The same words for pictures of other sizes, (B,6)."""
        return replace(self, size_ids=size_ids)

    def silenced(self, silent: Tensor | None = None) -> Conditioning:
        """Zeros in place of the words where `silent`, (B,) of bool, says so; None: everywhere. Sizes stay."""
        if silent is None:
            silent = torch.ones(len(self.context), dtype=torch.bool)
        silent = silent.to(self.context.device)
        pooled = self.pooled
        if pooled is not None:
            pooled = pooled.masked_fill(silent[:, None], 0.0)
        context = self.context.masked_fill(silent[:, None, None], 0.0)
        return replace(self, context=context, pooled=pooled)

    def _each(self, change: Callable[[Tensor], Tensor]) -> Conditioning:
        return Conditioning(
            change(self.context),
            None if self.pooled is None else change(self.pooled),
            None if self.size_ids is None else change(self.size_ids),
        )


def joined(each: Sequence[Conditioning]) -> Conditioning:
    """Several as one batch; all of one kind, and of one length."""
    return Conditioning(
        torch.cat([one.context for one in each]),
        _joined([one.pooled for one in each]),
        _joined([one.size_ids for one in each]),
    )


def _joined(tensors: Sequence[Tensor | None]) -> Tensor | None:
    """None where the network takes no such thing."""
    known = [tensor for tensor in tensors if tensor is not None]
    return torch.cat(known) if len(known) == len(tensors) else None
