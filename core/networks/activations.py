"""How many numbers a network keeps in memory at once while it computes, from its config and sizes alone.

Follows the same way as the networks' own `forward`: what each step still holds, and what it adds. Weights are
not counted. With fused attention (`scaled_dot_product_attention` on CPU and CUDA) no matrix of all places by
all places is made (Dao et al. 2022); without it two are.

Axes: B batch, C channels, h w cells, S = h·w places.
"""

from __future__ import annotations

from dataclasses import dataclass

from core.networks.configs import UNetConfig, VAEConfig

# Maps of a transformer block, its own input map included, at its widest point: the gated feed-forward
# layer holds 8 for value and gate, 4 for GELU of the gate, 4 for the product; 4 wait outside.
FEED_FORWARD = 20
ATTENTION = 8  # the same in attention: q, k, v, the mix twice, and what waits


@dataclass
class _Walk:
    """Numbers held at the moment, and the most there were."""

    batch: int
    fused: bool
    held: int = 0
    peak: int = 0

    def need(self, numbers: int) -> None:
        self.peak = max(self.peak, self.held + numbers)

    def map(self, channels: int, size: tuple[int, int]) -> int:
        return self.batch * channels * size[0] * size[1]

    def resnet(self, c_in: int, c_out: int, size: tuple[int, int]) -> None:
        """Its input is held already: norm and SiLU of it, or three maps of the output's width."""
        self.need(max(2 * self.map(c_in, size), self.map(c_in + c_out, size)))
        self.need(3 * self.map(c_out, size))

    def transformer(self, channels: int, heads: int, size: tuple[int, int]) -> None:
        """Its input is not held yet."""
        one = self.map(channels, size)
        self.need(FEED_FORWARD * one)
        self.attention(ATTENTION * one, heads, size)

    def attention(self, beside: int, heads: int, size: tuple[int, int]) -> None:
        places = size[0] * size[1]
        self.need(beside + (0 if self.fused else 2 * self.batch * heads * places**2))


def unet_numbers(
    config: UNetConfig, batch: int, height: int, width: int, *, fused: bool = True
) -> int:
    """The most numbers that `UNet.forward` holds at once; `height` and `width` in latent cells."""
    walk = _Walk(batch, fused)
    channels, layers = config.block_out_channels, config.layers_per_block
    size, before = (height, width), channels[0]
    skips = [walk.map(before, size)]
    walk.held = skips[0]
    for level, width_out in enumerate(channels):
        crossed = config.down_block_types[level] == "CrossAttnDownBlock2D"
        for _ in range(layers):
            walk.resnet(before, width_out, size)
            if crossed:
                walk.transformer(width_out, config.heads[level], size)
            before = width_out
            walk.held += _kept(skips, walk.map(before, size))
        if level < len(channels) - 1:
            size = ((size[0] + 1) // 2, (size[1] + 1) // 2)
            walk.held += _kept(skips, walk.map(before, size))
    _unet_middle(walk, config, size)
    sizes = [(height, width)]
    for _ in channels[1:]:
        sizes.append(((sizes[-1][0] + 1) // 2, (sizes[-1][1] + 1) // 2))
    _unet_up(walk, config, sizes, skips)
    walk.need(2 * walk.map(channels[0], sizes[0]))  # the last norm and SiLU
    return walk.peak


def _unet_middle(walk: _Walk, config: UNetConfig, size: tuple[int, int]) -> None:
    bottom = config.block_out_channels[-1]
    walk.resnet(bottom, bottom, size)
    walk.transformer(bottom, config.heads[-1], size)
    walk.held += walk.map(bottom, size)  # what goes up beside the skips
    walk.resnet(bottom, bottom, size)


def _unet_up(
    walk: _Walk, config: UNetConfig, sizes: list[tuple[int, int]], skips: list[int]
) -> None:
    """Each level holds what it was given until its end, and each block what the one before it made."""
    channels = config.block_out_channels
    before = channels[-1]
    for index in range(len(channels)):
        level = len(channels) - 1 - index
        size, out = sizes[level], channels[level]
        crossed = config.up_block_types[index] == "CrossAttnUpBlock2D"
        given = walk.map(before, size)
        for layer in range(config.layers_per_block + 1):
            skip = skips.pop()
            joined = walk.map(before, size) + skip
            walk.need(joined)
            walk.held += joined - skip
            walk.resnet(joined // walk.map(1, size), out, size)
            walk.held -= joined
            if crossed:
                walk.transformer(out, config.heads[level], size)
            made = walk.map(out, size)
            walk.held += made - (0 if layer == 0 else walk.map(before, size))
            before = out
        if level > 0:
            wider = walk.map(out, sizes[level - 1])
            walk.need(2 * wider)  # repeated cells, and the convolution of them
            walk.held += wider - walk.map(out, size)
        walk.held -= given


def decoder_numbers(
    config: VAEConfig, batch: int, height: int, width: int, *, fused: bool = True
) -> int:
    """The most numbers that `VAE.decode` holds at once; `height` and `width` in latent cells."""
    walk = _Walk(batch, fused)
    size, before = (height, width), config.block_out_channels[-1]
    _vae_middle(walk, before, size)
    levels = tuple(reversed(config.block_out_channels))
    for level, out in enumerate(levels):
        given = walk.held = walk.map(before, size)
        for layer in range(config.layers_per_block + 1):
            walk.resnet(before, out, size)
            walk.held = given + walk.map(out, size)
            before = out
            del layer
        if level < len(levels) - 1:
            size = (2 * size[0], 2 * size[1])
            walk.need(2 * walk.map(out, size))
    walk.held = walk.map(before, size)
    walk.need(2 * walk.map(before, size))
    return walk.peak


def encoder_numbers(
    config: VAEConfig, batch: int, height: int, width: int, *, fused: bool = True
) -> int:
    """The most numbers that `VAE.encode` holds at once; `height` and `width` in px."""
    walk = _Walk(batch, fused)
    size, before = (height, width), config.block_out_channels[0]
    pixels = walk.map(config.in_channels, size)
    for level, out in enumerate(config.block_out_channels):
        given = pixels + walk.map(before, size)
        walk.held = given
        for _ in range(config.layers_per_block):
            walk.resnet(before, out, size)
            walk.held = given + walk.map(out, size)
            before = out
        if level < len(config.block_out_channels) - 1:
            padded = walk.map(out, (size[0] + 1, size[1] + 1))
            size = (size[0] // 2, size[1] // 2)
            walk.need(padded + walk.map(out, size))
    walk.held = pixels
    _vae_middle(walk, before, size)
    return walk.peak


def _vae_middle(walk: _Walk, channels: int, size: tuple[int, int]) -> None:
    """Residual, attention over all cells with one head, residual; the level's input is kept beside."""
    one, outside = walk.map(channels, size), walk.held
    walk.held = outside + one
    walk.resnet(channels, channels, size)
    walk.held = outside + one
    walk.attention(ATTENTION * one, 1, size)
    walk.held = outside + 2 * one
    walk.resnet(channels, channels, size)
    walk.held = outside


def _kept(skips: list[int], numbers: int) -> int:
    skips.append(numbers)
    return numbers
