"""The autoencoder in overlapping tiles: the memory of one tile at full size instead of the whole picture.

Only the stages near the pixels are tiled, where the memory goes. The middle, whose attention sees all cells,
runs on the whole map, and all tiles are normed alike: by what the norms see of the whole map thinned out to the
size of a tile. Where two tiles overlap, the one passes into the other linearly. Within one tile nothing
changes, to the bit; beyond, by a few levels of 255 (`docs/memory.md` has what was measured).

Axes: B batch, C channels, G groups, H W pixels, h w latent cells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from core.networks.vae import VAE, Posterior

TILE = 64  # cells a side: what the autoencoders of SD 1 and 2 were trained on
OVERLAP = 16  # cells that two neighbours share at least: about as far as a cell is seen
EDGE = 4  # cells at a tile's inner edge that count nothing: they saw padding instead of their neighbours


def spans(length: int, tile: int = TILE, overlap: int = OVERLAP) -> list[tuple[int, int]]:
    """Begin and end of the tiles that cover 0 … `length`: of one size, evenly laid, `overlap` shared at least."""
    if length <= tile:
        return [(0, length)]
    count = -(-(length - overlap) // (tile - overlap))
    starts = [round(i * (length - tile) / (count - 1)) for i in range(count)]
    return [(start, start + tile) for start in starts]


def needs_tiles(height: int, width: int) -> bool:
    """Whether a map of that many cells is more than one tile."""
    return max(height, width) > TILE


def to_pixels_tiled(vae: VAE, latents: Tensor) -> Tensor:
    """Scaled latents (B, C, h, w) → pixels (B, 3, H, W), as `VAE.to_pixels`."""
    if not needs_tiles(*latents.shape[-2:]):
        return vae.to_pixels(latents)
    decoder, factor = vae.decoder, vae.config.downscale
    x = vae.post_quant_conv(latents / vae.config.scaling_factor)
    x = decoder.mid_block(decoder.conv_in(x))  # (B,C,h,w)

    def outwards(x: Tensor) -> Tensor:
        for stage in decoder.up_blocks:
            x = stage(x)
        return decoder.conv_out(F.silu(decoder.conv_norm_out(x)))

    with _normed_alike([*decoder.up_blocks, decoder.conv_norm_out], outwards, _thinned(x, TILE)):
        return _in_tiles(x, outwards, 1, factor)


def encode_tiled(vae: VAE, pixels: Tensor) -> Posterior:
    """Pixels (B, 3, H, W) in [-1, 1] → unscaled posterior (B, C, h, w), as `VAE.encode`."""
    encoder, factor = vae.encoder, vae.config.downscale
    if not needs_tiles(*(side // factor for side in pixels.shape[-2:])):
        return vae.encode(pixels)

    def inwards(pixels: Tensor) -> Tensor:
        x = encoder.conv_in(pixels)
        for stage in encoder.down_blocks:
            x = stage(x)
        return x

    with _normed_alike([*encoder.down_blocks], inwards, _thinned(pixels, TILE * factor, factor)):
        x = _in_tiles(pixels, inwards, factor, 1)
    x = encoder.conv_out(F.silu(encoder.conv_norm_out(encoder.mid_block(x))))
    mean, logvar = vae.quant_conv(x).chunk(2, dim=1)
    return Posterior(mean, logvar.clamp(-30.0, 20.0))


def _in_tiles(whole: Tensor, work: Callable[[Tensor], Tensor], step: int, grow: int) -> Tensor:
    """`work` on tiles of `whole`, put together; a latent cell is `step` places of it and `grow` of the result."""
    rows, columns = (spans(side // step) for side in whole.shape[-2:])
    total: Tensor | None = None
    for row in rows:
        for column in columns:
            part = work(whole[..., _cut(row, step), _cut(column, step)])
            if total is None:
                size = [side // step * grow for side in whole.shape[-2:]]
                total = part.new_zeros((*part.shape[:2], *size), dtype=torch.float32)
            share = [_share(s, r, grow, part.device) for s, r in ((row, rows), (column, columns))]
            part = part.float() * share[0][:, None] * share[1]
            total[..., _cut(row, grow), _cut(column, grow)] += part
    if total is None:
        raise ValueError("nothing to do")
    return total.to(whole.dtype)


def _cut(span: tuple[int, int], factor: int) -> slice:
    return slice(span[0] * factor, span[1] * factor)


def _share(
    span: tuple[int, int], spans: Sequence[tuple[int, int]], grow: int, device: torch.device
) -> Tensor:
    """What each place of a tile counts along one axis; at every place the shares of all tiles add up to 1."""
    places = (torch.arange(span[0] * grow, span[1] * grow, device=device) + 0.5) / grow  # in cells
    total = torch.zeros_like(places)
    own = torch.zeros_like(places)
    for begin, end in spans:
        low = torch.full_like(places, torch.inf) if begin == spans[0][0] else places - begin
        high = torch.full_like(places, torch.inf) if end == spans[-1][1] else end - places
        weight = (torch.minimum(low, high) - EDGE).clamp(0, OVERLAP - 2 * EDGE)
        total += weight
        if (begin, end) == span:
            own = weight
    return own / total


def _thinned(whole: Tensor, side: int, least: int = 1) -> Tensor:
    """Every so manieth place of `whole`, so that its longer side is `side`; no side is below `least`."""
    most = max(whole.shape[-2:])
    size = [max(least, round(length * side / most)) for length in whole.shape[-2:]]
    return F.interpolate(whole, size=size, mode="nearest")


@contextmanager
def _normed_alike(
    stages: Sequence[nn.Module], work: Callable[[Tensor], Tensor], small: Tensor
) -> Iterator[None]:
    """While it lasts, the group norms of `stages` scale as they do when `work` runs on `small`."""
    norms = [m for stage in stages for m in stage.modules() if isinstance(m, nn.GroupNorm)]
    scales: dict[nn.GroupNorm, tuple[Tensor, Tensor]] = {}

    def note(norm: nn.GroupNorm, x: Tensor) -> Tensor:
        scales[norm] = _scale(norm, x)
        return _scaled(*scales[norm], x)

    with _forwards({norm: partial(note, norm) for norm in norms}):
        work(small)
    with _forwards({norm: partial(_scaled, *scales[norm]) for norm in norms}):
        yield


@contextmanager
def _forwards(instead: dict[nn.GroupNorm, Callable[[Tensor], Tensor]]) -> Iterator[None]:
    """Have each module do something else for a while."""
    try:
        for module, function in instead.items():
            module.forward = function  # type: ignore[method-assign, assignment]
        yield
    finally:
        for module in instead:
            module.__dict__.pop("forward", None)


def _scale(norm: nn.GroupNorm, x: Tensor) -> tuple[Tensor, Tensor]:
    """Factor and summand (B, C, 1, 1) that a group norm comes down to on `x` (B, C, h, w)."""
    grouped = x.float().unflatten(1, (norm.num_groups, -1)).flatten(2)  # (B,G,C/G·h·w)
    variance, mean = torch.var_mean(grouped, dim=2, correction=0)  # (B,G)
    each = x.shape[1] // norm.num_groups
    factor = norm.weight.float() * (variance + norm.eps).rsqrt().repeat_interleave(each, dim=1)
    summand = norm.bias.float() - mean.repeat_interleave(each, dim=1) * factor
    return factor.to(x.dtype)[..., None, None], summand.to(x.dtype)[..., None, None]


def _scaled(factor: Tensor, summand: Tensor, x: Tensor) -> Tensor:
    return torch.addcmul(summand, x, factor)
