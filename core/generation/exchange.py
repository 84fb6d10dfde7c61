"""Parameters that stand aside while others take their place, and come back as they were.

The numbers of a parameter that stands aside are never written to, so taking a change back needs no arithmetic:
the model has its old bits again. Beside a GPU they wait in the computer's memory, so that the card, which is
mostly the scarcer of the two, holds each layer once.
"""

from __future__ import annotations

from torch import Tensor, nn

Place = tuple[nn.Module, str]


class Exchange:
    """What has been exchanged in one model."""

    def __init__(self) -> None:
        self._aside: dict[Place, nn.Parameter] = {}

    def __len__(self) -> int:
        return len(self._aside)

    def put(self, module: nn.Module, name: str, values: Tensor) -> None:
        """Have `values` in place of the parameter `name`, whose own numbers stand aside. Once for each place."""
        own = module.get_parameter(name)
        if (module, name) in self._aside:
            raise ValueError(f"{name} stands aside already")
        new = nn.Parameter(values, requires_grad=own.requires_grad)
        if own.device.type != "cpu":
            own = nn.Parameter(own.detach().cpu(), requires_grad=own.requires_grad)
        self._aside[module, name] = own
        setattr(module, name, new)

    def undo(self) -> None:
        """Have every parameter back, on the device where its place is now."""
        while self._aside:
            (module, name), own = next(reversed(self._aside.items()))
            device = module.get_parameter(name).device
            if own.device != device:
                own = nn.Parameter(own.detach().to(device), requires_grad=own.requires_grad)
            setattr(module, name, own)
            del self._aside[module, name]  # only now: memory may have run out before
