"""Less memory for more time: what lies inside a block is computed again on the way back (Chen et al. 2016)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from torch import nn
from torch.utils.checkpoint import checkpoint
from transformers.models.clip.modeling_clip import CLIPEncoderLayer

from core.networks.attention import TransformerBlock
from core.networks.blocks import ResnetBlock

BLOCKS = (ResnetBlock, TransformerBlock, CLIPEncoderLayer)


def recompute(networks: Iterable[nn.Module]) -> None:
    """From now on the blocks of these networks keep nothing but their input. No bit of a result changes."""
    for network in networks:
        for block in network.modules():
            if isinstance(block, BLOCKS):
                block.forward = _kept(block.forward)  # type: ignore[method-assign]


def _kept(forward: Any) -> Any:
    def again(*inputs: Any, **named: Any) -> Any:
        # Nothing in our networks draws random numbers.
        return checkpoint(forward, *inputs, use_reentrant=False, preserve_rng_state=False, **named)

    return again
