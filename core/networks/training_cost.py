"""What one step of learning costs a U-Net or a text encoder, from configs alone: numbers kept for the way back, and work.

Follows `forward` of the networks: what autograd saves of each layer, which depends on whether the layer itself
learns. A frozen layer saves nothing but its weights, a norm its input, a product both sides. Attention that is
fused saves queries, keys, values and its result (Dao et al. 2022), otherwise the weights of all places by all
places. With recomputation (Chen et al. 2016) a block keeps its input, and one block at a time all the rest.

Axes: B batch, C channels, h w cells, S = h·w places, L tokens, D width, R rank.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from core.networks.activations import ATTENTION, FEED_FORWARD
from core.networks.configs import UNetConfig

Learns = Literal[
    "nothing", "attention", "all"
]  # "attention": with feed-forward; "all": convolutions, too
TOKENS = 77


@dataclass(frozen=True)
class Manner:
    """How a network learns."""

    learns: Learns
    rank: int = 0  # of adapters; 0: the layers' own weights
    fused: bool = True  # attention makes no matrix of all places by all places
    recomputed: bool = False


@dataclass(frozen=True)
class Cost:
    """Numbers kept, and multiplications with additions of one forward pass."""

    narrow: int  # in the precision of the forward pass
    wide: int  # inputs of norms and of what follows them: float32 under autocast
    again: int  # of the largest block that is computed again
    passing: int  # for a moment of the way back, at the widest place
    work: int


class _Sum:
    """Adds up blocks; the largest one counts once more where blocks are recomputed."""

    def __init__(self, manner: Manner) -> None:
        self.manner = manner
        self.narrow = self.wide = self.again = self.work = self.passing = 0

    def block(self, given: int, narrow: int, wide: int) -> None:
        """A block that can be recomputed from `given` numbers."""
        if self.manner.recomputed:
            self.narrow += given
            self.again = max(self.again, narrow + wide)
        else:
            self.narrow, self.wide = self.narrow + narrow, self.wide + wide

    def cost(self) -> Cost:
        return Cost(self.narrow, self.wide, self.again, self.passing, self.work)


def unet_cost(
    config: UNetConfig, batch: int, height: int, width: int, manner: Manner, tokens: int = TOKENS
) -> Cost:
    """Of one forward pass over `batch` latents of `height` by `width` cells, told `tokens` each."""
    total = _Sum(manner)
    levels, layers = config.block_out_channels, config.layers_per_block
    sizes = [(height, width)]
    for _ in levels[1:]:
        sizes.append(((sizes[-1][0] + 1) // 2, (sizes[-1][1] + 1) // 2))
    cells = [batch * h * w for h, w in sizes]
    words = batch * tokens
    before, skips = levels[0], [levels[0]]
    for level, out in enumerate(levels):
        crossed = config.down_block_types[level] == "CrossAttnDownBlock2D"
        for _ in range(layers):
            _resnet(total, before, out, cells[level])
            if crossed:
                _transformer(total, config, level, out, cells[level], batch, words)
            before = out
            skips.append(out)
        if level < len(levels) - 1:
            _conv(total, out, out, cells[level + 1], given=out * cells[level])
            skips.append(out)
    bottom = len(levels) - 1
    _resnet(total, before, before, cells[-1])
    _transformer(total, config, bottom, before, cells[-1], batch, words)
    _resnet(total, before, before, cells[-1])
    for index in range(len(levels)):
        level = bottom - index
        out = levels[level]
        for _ in range(layers + 1):
            _resnet(total, before + skips.pop(), out, cells[level])
            if config.up_block_types[index] == "CrossAttnUpBlock2D":
                _transformer(total, config, level, out, cells[level], batch, words)
            before = out
        if level > 0:
            _conv(total, out, out, cells[level - 1], given=out * cells[level - 1])
    total.wide += 2 * levels[0] * cells[0]  # the last norm and SiLU
    return total.cost()


def _resnet(total: _Sum, c_in: int, c_out: int, cells: int) -> None:
    """Both norms keep their input, both SiLUs theirs; convolutions that learn keep theirs."""
    learns = total.manner.learns == "all"
    wide = 2 * (c_in + c_out) * cells
    narrow = (c_in + c_out) * cells if learns else 0
    if c_in != c_out:
        total.work += c_in * c_out * cells
    total.block(c_in * cells, narrow, wide)
    total.work += 9 * (c_in + c_out) * c_out * cells
    total.passing = max(total.passing, 2 * (c_in + c_out) * cells)


def _conv(total: _Sum, c_in: int, c_out: int, cells: int, *, given: int) -> None:
    """A lone convolution of the way down or up."""
    if total.manner.learns == "all":
        total.narrow += given
    total.work += 9 * c_in * c_out * cells


def _transformer(
    total: _Sum, config: UNetConfig, level: int, width: int, cells: int, batch: int, words: int
) -> None:
    """The norm around it, its two projections, and its blocks."""
    one, heads, manner = width * cells, config.heads[level], total.manner
    total.wide += one
    if manner.learns == "all":
        total.narrow += 2 * one
    total.work += 2 * width * one
    places, tokens = cells // batch, words // batch
    told = width * words
    pairs = batch * heads * places * (places + tokens)
    learns = manner.learns != "nothing"
    attention = 7 * one + 4 * told  # q, k, v and the mix of each; of words only k and v are short
    narrow = attention - 2 * one if learns else attention - 3 * one
    narrow += 12 * one  # value and gate, GELU of the gate
    if learns:
        narrow += 3 * one + 4 * one + 10 * manner.rank * cells
    narrow += 2 * heads * cells if manner.fused else pairs  # fused: a sum for each row
    for _ in range(config.depths[level]):
        total.block(one, narrow, 3 * one + 6 * cells)
        total.work += 18 * width * one + 2 * config.cross_attention_dim * told
        total.work += 2 * width * batch * places * (places + tokens)
    passing = max(FEED_FORWARD * one, ATTENTION * one + (0 if manner.fused else 2 * pairs))
    total.passing = max(total.passing, passing)


def text_cost(width: int, layers: int, heads: int, texts: int, manner: Manner) -> Cost:
    """Of a CLIP text encoder (Radford et al. 2021) over `texts` of 77 tokens, on the way to what learns in it or before it."""
    total = _Sum(manner)
    one = width * texts * TOKENS
    pairs = 0 if manner.fused else texts * heads * TOKENS**2
    learns = manner.learns != "nothing"
    narrow = 5 * one + 12 * one + pairs  # attention; the sigmoid's GELU keeps both its sides
    if learns:
        narrow += 7 * one + 12 * manner.rank * texts * TOKENS
    for _ in range(layers):
        total.block(one, narrow, 2 * one)
        total.work += 12 * width * one + 2 * TOKENS * one
    total.passing = 16 * one
    return total.cost()
