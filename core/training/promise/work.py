"""How many multiplications the autoencoder takes, from its config: nine for each pair of channels and cell of a convolution."""

from __future__ import annotations

from core.networks.configs import VAEConfig


def vae_work(config: VAEConfig, side: int) -> tuple[int, int]:
    """Of one picture of `side` px: there, and back."""
    channels, layers = config.block_out_channels, config.layers_per_block
    there, back, cells, before = 0, 0, side * side, channels[0]
    for level, out in enumerate(channels):
        there += 9 * cells * (before * out + out * out + 2 * (layers - 1) * out * out)
        back += 9 * cells * 2 * (layers + 1) * out * out
        if level < len(channels) - 1:
            back += 9 * cells * out * channels[level + 1]
            cells //= 4
            there += 9 * cells * out * out
        before = out
    top = channels[-1]
    middle = cells * (36 * top * top + 4 * top * top + 2 * top * cells)
    ends = 9 * side * side * channels[0] * config.in_channels
    return there + middle + ends, back + middle + ends
