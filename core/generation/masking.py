"""The start picture and the mask of a request: read, and fitted to the run.

Axes: H and W pixels.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.contract.errors import InvalidValue
from core.files.pictures import images
from core.generation.plan import ResolvedRequest, fit, read_init

HALF = 128  # of 255: from here on a pixel is repainted


@dataclass(frozen=True)
class Mask:
    """What is to be repainted."""

    image: Image.Image  # RGB, as read from its file, at its own size
    pixels: NDArray[np.bool_]  # (H,W) at the size of the run; True = repaint
    resized: bool  # it had another size than the start picture


@dataclass(frozen=True)
class Start:
    """What a run starts from that is no words."""

    init: Image.Image  # RGB, as read from its file, at its own size
    image: Image.Image  # the same at the size of the run
    mask: Mask | None


def read_start(plan: ResolvedRequest) -> Start | None:
    """The start of the plan, or None. Raises as `read_mask`."""
    init = read_init(plan)
    return None if init is None else Start(init, fit(init, plan), read_mask(plan, init))


def read_mask(plan: ResolvedRequest, init: Image.Image) -> Mask | None:
    """The mask of the plan, or None. `init`: the start picture as read.

    White is repainted, black and what is see-through stays; grey counts as what it is nearer to; a dot too fine
    for the size of the run is the pixel that it falls into. Raises
    `InvalidValue` for a mask without any white, and as `images.read_picture`.
    """
    if plan.mask is None:
        return None
    image = images.read_picture(plan.mask, ground="black")
    own, size = image.convert("L"), (plan.width, plan.height)
    grey = own if own.size == size else own.resize(size, Image.Resampling.LANCZOS)
    pixels = np.asarray(grey) >= HALF
    if not pixels.any():  # or so little that resizing lost it
        pixels = _touched(np.asarray(own) >= HALF, size)
    if not pixels.any():
        raise InvalidValue("mask", plan.mask, "a picture with some white, which is repainted")
    return Mask(image, pixels, resized=image.size != init.size)


def _touched(white: NDArray[np.bool_], size: tuple[int, int]) -> NDArray[np.bool_]:
    """`white` at `size` (width, height): every pixel that any of it falls into."""
    share = Image.fromarray(white.astype(np.float32)).resize(size, Image.Resampling.BOX)
    return np.asarray(share) > 0
