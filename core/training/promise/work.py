"""How many multiplications the autoencoder takes, from its config: nine for each pair of channels and cell of a convolution."""

from __future__ import annotations

from core.networks.configs import VAEConfig


def vae_work(config: VAEConfig, side: int) -> tuple[int, int]:
    """Of one picture of `side` px: there, and back."""
    channels, layers, top = (
        config.block_out_channels,
        config.layers_per_block,
        config.block_out_channels[-1],
    )
    there, back, cells, before = 0, 0, side * side, channels[0]
    for level, out in enumerate(channels):
        above = channels[min(level + 1, len(channels) - 1)]
        there += cells * _blocks(before, out, layers)
        back += cells * _blocks(above, out, layers + 1)
        if level < len(channels) - 1:
            back += cells * 9 * above * above
            cells //= 4
            there += cells * 9 * out * out
        before = out
    middle = cells * (2 * _blocks(top, top, 1) + 4 * top * top + 2 * top * cells)
    ends = 9 * side * side * channels[0] * config.in_channels
    return there + middle + ends, back + middle + ends


def _blocks(before: int, out: int, count: int) -> int:
    """Of so many residual blocks for a cell; the first one changes the width."""
    shortcut = before * out if before != out else 0
    return 9 * (before * out + (2 * count - 1) * out * out) + shortcut
