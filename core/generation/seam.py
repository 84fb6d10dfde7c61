"""The repainted part of a picture laid into the old one: feathered, its colours matched, the rest untouched.

Everything outside the mask keeps its bytes. With a feather of 0 and without a match of colours the inside
is exactly what the model drew. Numbers only, on the CPU.

Axes: H and W pixels.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Mask = NDArray[np.bool_]  # (H,W) True = repaint
Colours = NDArray[np.float32]  # (H,W,3) 0 … 255

RING = 16  # px outside the mask whose colours are compared: two latent cells
LEAST = 64  # pixels of the ring, below which it says nothing
SHIFT_MAX = 24.0  # levels of 255
GAIN_MAX = 1.25
ENOUGH = 0.5  # levels: a smaller difference is nobody's


@dataclass(frozen=True)
class Seam:
    """How the new part meets the old picture."""

    feather: int  # px inside the mask over which the old passes into the new
    match_colours: bool


def paste(drawn: Image.Image, old: Image.Image, mask: Mask, seam: Seam) -> Image.Image:
    """`old` with what was `drawn` inside the mask. Both RGB, of the mask's size."""
    before = np.asarray(old, dtype=np.float32)
    new = np.asarray(drawn, dtype=np.float32)
    if seam.match_colours:
        new = matched(new, before, mask)
    share = ramp(mask, seam.feather)[..., None]  # (H,W,1)
    mixed = (before + share * (new - before)).round().clip(0, 255).astype(np.uint8)
    result = np.asarray(old).copy()
    result[mask] = mixed[mask]
    return Image.fromarray(result)


def ramp(mask: Mask, feather: int) -> NDArray[np.float32]:
    """(H,W) the share of the new picture: 0 outside, rising inside to 1 within `feather` px of the edge.

    Where the whole mask is narrower than that, its middle has 1. The picture's own border is no edge.
    """
    depth, inside = np.zeros(mask.shape, dtype=np.float32), mask
    for number in range(feather):
        inside = _shrunk(inside, corners=bool(number % 2))  # in turns: nearly round
        if not inside.any():
            break
        depth += inside
    return np.where(mask, (depth + 1) / (depth.max() + 1), 0).astype(np.float32)


def matched(drawn: Colours, old: Colours, mask: Mask) -> Colours:
    """`drawn` with the colours of `old`, as far as a ring just outside the mask tells them apart.

    Autoencoder and model shift colours a little, everywhere alike; on the ring the same content is
    in both pictures, so the difference of mean and spread there is that shift, which would show as
    an edge. It is taken back in each channel, within limits: what the model drew on purpose differs
    inside the mask, not on the ring. Without kept pixels there is nothing to go by.
    """
    ring = ~_shrunk_by(~mask, RING) & ~mask
    if int(ring.sum()) < LEAST:
        return drawn
    found, wanted = drawn[ring], old[ring]  # (N,3)
    shift = (wanted.mean(0) - found.mean(0)).clip(-SHIFT_MAX, SHIFT_MAX)
    spread = np.maximum(found.std(0), 1.0)
    gain = (np.maximum(wanted.std(0), 1.0) / spread).clip(1 / GAIN_MAX, GAIN_MAX)
    small = (np.abs(shift) < ENOUGH) & (np.abs(gain - 1) * spread < ENOUGH)
    centre = found.mean(0)
    moved = (drawn - centre) * gain + centre + shift
    return np.where(small, drawn, moved).astype(np.float32)


def _shrunk_by(mask: Mask, pixels: int) -> Mask:
    for number in range(pixels):
        mask = _shrunk(mask, corners=bool(number % 2))
    return mask


def _shrunk(mask: Mask, *, corners: bool) -> Mask:
    """The mask without its outermost pixels; beyond the picture's border it is taken to go on."""
    height, width = mask.shape
    wide = np.pad(mask, 1, constant_values=True)
    inner = wide[1 : height + 1, 1 : width + 1].copy()
    for down in (-1, 0, 1):
        for right in (-1, 0, 1):
            if corners or 0 in (down, right):
                inner &= wide[1 + down : 1 + down + height, 1 + right : 1 + right + width]
    return inner
