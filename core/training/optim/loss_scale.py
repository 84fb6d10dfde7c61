"""Keeps float16's small gradients from vanishing: the loss is multiplied before the way back (Micikevicius et al. 2018).

The factor is halved where gradients overflow, and that step is done again; it is doubled after many steps that
went well. It is part of a checkpoint, so that a resumed run goes on with the same one. Any other precision has
the factor 1 and never changes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import torch
from torch import Tensor

FIRST = 2.0**16
LARGEST = 2.0**24
GROW_EVERY = 2000  # steps
NAME = "loss_scale/state"


class LossScale:
    """The factor, and how many steps went well with it."""

    def __init__(self, dtype: torch.dtype) -> None:
        self._is_used = dtype == torch.float16
        self.value = FIRST if self._is_used else 1.0
        self._good = 0

    def lower(self) -> bool:
        """After an overflow; False where a smaller factor would not help."""
        if self.value <= 1.0:
            return False
        self.value, self._good = self.value / 2, 0
        return True

    def passed(self) -> None:
        """A step went well."""
        if self._is_used:
            self._good += 1
            if self._good == GROW_EVERY:
                self.value, self._good = min(2 * self.value, LARGEST), 0

    def unscale(self, parameters: Iterable[Tensor]) -> None:
        """Give the gradients their true size."""
        if self.value != 1.0:
            for parameter in parameters:
                if parameter.grad is not None:
                    parameter.grad /= self.value

    def state(self) -> dict[str, Tensor]:
        """For a checkpoint, beside the optimiser's; nothing where it is not used."""
        values = torch.tensor([self.value, float(self._good)], dtype=torch.float64)
        return {NAME: values} if self._is_used else {}

    def load_state(self, tensors: Mapping[str, Tensor]) -> None:
        if self._is_used and NAME in tensors:
            self.value, good = tensors[NAME].tolist()
            self._good = int(good)
