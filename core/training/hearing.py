"""Networks that hear amid a pass whether somebody wants it to end: at each of their blocks, there and back.

A step of a large model takes many seconds on a slow device, and a pause must not wait for it. Nothing has changed
when a step ends so: its gradients are thrown away, and it is done anew with the same noise when the training goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from torch import Tensor, nn

from core.checkpoints import interruption
from core.contract.errors import Cancelled
from core.training.optim.gradient_checkpointing import BLOCKS


def listening(networks: Iterable[nn.Module]) -> None:
    """From now on these networks ask within `interruption.stopped_by`, and raise `Cancelled`. No bit of a result changes."""
    for network in networks:
        for block in network.modules():
            if isinstance(block, BLOCKS):
                block.register_forward_hook(_ask)


def _ask(_block: nn.Module, _inputs: Any, output: Any) -> None:
    wanted = interruption.asked()
    _end(wanted)
    if isinstance(output, Tensor) and output.requires_grad:
        # A GPU's way back runs in a thread of its own, which does not know whom to ask.
        output.register_hook(lambda _gradient: _end(wanted))


def _end(wanted: Callable[[], bool]) -> None:
    if wanted():
        raise Cancelled
