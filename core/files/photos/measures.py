"""What can be measured in one decoded photo: sharpness, exposure, fingerprint, layout, background.

Pure functions of (H, W, 3) uint8 in sRGB, no more than `LOOKED_AT` px long, so that a number means the
same for every camera.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.files.photos.layout import CELLS, DIRECTIONS, SCALE, Layout
from core.files.photos.prints import CLEAR, Fingerprint

Pixels = NDArray[np.uint8]
Floats = NDArray[np.float32]

LOOKED_AT = 1024  # px of the longer side; sharpness depends on it
TILES = 8  # along each side
# The quantile of the tiles that counts: a soft background may be most of a good photo
SHARPEST = 0.9
WHITE, BLACK = 252, 4  # what a sensor or a scan could not tell any more
HASH_SIDE = 8
SMALL_SIDE = 32
COLOUR_BINS = 5  # a channel
LAYOUT_SIDE = 64  # px of the square that a layout is of
FLAT = 1e-3  # of a length, that is none but for rounding
COLOUR_SHARE = 0.3  # of a layout's likeness; edges have the rest


def grey(rgb: Pixels) -> Floats:
    """Lightness 0 … 255 by Rec. 601's weights."""
    return rgb.astype(np.float32) @ np.array([0.299, 0.587, 0.114], np.float32)


def sharpness(rgb: Pixels) -> float:
    """Variance of the Laplacian in the tile that is sharper than 90 % of 8 × 8 tiles; 0 for a flat picture."""
    light = grey(rgb)
    if min(light.shape) < 3:
        return 0.0
    edges = (light[:-2, 1:-1] + light[2:, 1:-1] + light[1:-1, :-2] + light[1:-1, 2:]) - 4 * light[
        1:-1, 1:-1
    ]
    rows = np.array_split(edges, min(TILES, edges.shape[0]), axis=0)
    tiles = [
        float(tile.var())
        for row in rows
        for tile in np.array_split(row, min(TILES, edges.shape[1]), axis=1)
    ]
    return float(np.quantile(tiles, SHARPEST))


def clipped(rgb: Pixels, where: NDArray[np.bool_]) -> tuple[float, float]:
    """Shares of the pixels at `where` (H, W) that are blown out in two channels, and black in all.

    In two: an overexposed yellow is (255, 255, 90). A strong pure colour fills one.
    """
    pixels = rgb[where] if where.any() else rgb.reshape(-1, 3)
    bright = ((pixels >= WHITE).sum(axis=1) >= 2).mean()
    dark = (pixels <= BLACK).all(axis=1).mean()
    return float(bright), float(dark)


def fingerprint(rgb: Pixels) -> Fingerprint:
    image = Image.fromarray(grey(rgb).round().astype(np.uint8))
    coarse = np.asarray(image.resize((HASH_SIDE + 1, HASH_SIDE), Image.Resampling.BOX), np.int16)
    rise = coarse[:, 1:] - coarse[:, :-1]
    small = image.resize((SMALL_SIDE, SMALL_SIDE), Image.Resampling.BOX)
    return Fingerprint(_number(rise > 0), _number(abs(rise) >= CLEAR), small.tobytes())


def layout(rgb: Pixels) -> Layout:
    """Of the middle square: strengths of edges by direction, their square roots, and colours; without their means."""
    height, width = rgb.shape[:2]
    side = min(height, width)
    top, left = (height - side) // 2, (width - side) // 2
    square = Image.fromarray(np.ascontiguousarray(rgb[top : top + side, left : left + side]))
    small = square.resize((LAYOUT_SIDE, LAYOUT_SIDE), Image.Resampling.LANCZOS)
    down, right = np.gradient(grey(np.asarray(small)))
    steps = np.arctan2(down, right) % np.pi / np.pi * DIRECTIONS
    direction = (steps + 0.5).astype(int) % DIRECTIONS
    edges = np.zeros((CELLS, CELLS, DIRECTIONS), np.float32)
    places = np.arange(LAYOUT_SIDE) * CELLS // LAYOUT_SIDE
    np.add.at(edges, (places[:, None], places[None, :], direction), np.hypot(down, right))
    red, green, blue = np.moveaxis(
        np.asarray(square.resize((CELLS, CELLS), Image.Resampling.BOX), np.float32), -1, 0
    )
    light = 0.299 * red + 0.587 * green + 0.114 * blue
    patches = np.stack([light, (red - green) / 2, (red + green) / 4 - blue / 2], axis=-1)
    edges, patches = np.sqrt(edges), patches - patches.mean((0, 1))
    parts = [
        _unit(edges - edges.mean()) * (1 - COLOUR_SHARE) ** 0.5,
        _unit(patches) * COLOUR_SHARE**0.5,
    ]
    numbers = np.concatenate(parts, axis=-1) * SCALE
    return tuple(numbers.round().astype(int).ravel().tolist())


def colours(rgb: Pixels, where: NDArray[np.bool_]) -> Floats:
    """The share of each colour among the pixels at `where` (H, W): (125,), sum 1."""
    pixels = rgb[where] if where.any() else rgb.reshape(-1, 3)
    bins = (pixels.astype(np.int32) * COLOUR_BINS) // 256
    number = (bins[:, 0] * COLOUR_BINS + bins[:, 1]) * COLOUR_BINS + bins[:, 2]
    counts = np.bincount(number, minlength=COLOUR_BINS**3).astype(np.float32)
    return counts / counts.sum()


def _unit(values: Floats) -> Floats:
    """Of length 1, or all 0 where nothing differs."""
    length = float(np.linalg.norm(values))
    return values / length if length > FLAT else np.zeros_like(values)


def _number(bits: NDArray[np.bool_]) -> int:
    return int.from_bytes(np.packbits(bits.ravel()).tobytes(), "big")
