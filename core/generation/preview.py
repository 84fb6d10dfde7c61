"""A small look at a picture while it grows: latents → RGB by a linear map, one pixel a cell.

It is not the decoder: colours and layout are right, details are missing. The map is fitted once
for an autoencoder (`fit_preview_map`) and lies in the model's folder as `latent_preview.json`.

Axes: B pictures, C latent channels, H and W pixels, h and w latent cells.
"""

from __future__ import annotations

import base64
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

from core.contract.codec import from_json
from core.contract.errors import ConfigInvalid, InvalidValue
from core.files.models.folder_files import read_json
from core.files.pictures.images import preview_png

PREVIEW_FILE = "latent_preview.json"
INTERVAL = 0.1  # seconds between previews, at least
FILE_BYTES_MAX = 100_000


@dataclass(frozen=True)
class PreviewMap:
    """rgb = latents · factors + bias, in [-1, 1]."""

    factors: tuple[tuple[float, ...], ...]  # C rows of red, green, blue
    bias: tuple[float, ...] = (0.0, 0.0, 0.0)

    def __post_init__(self) -> None:
        if not self.factors or any(len(row) != 3 for row in (*self.factors, self.bias)):
            raise InvalidValue("factors", len(self.factors), "rows of three numbers")
        if not all(math.isfinite(x) for row in (*self.factors, self.bias) for x in row):
            raise InvalidValue("factors", None, "finite numbers")

    def to_rgb(self, latents: Tensor) -> NDArray[np.uint8]:
        """(C,h,w) scaled latents → (h,w,3)."""
        rgb = self.linear(latents)
        return (rgb.clamp(-1, 1).nan_to_num() * 127.5 + 127.5).round().to(torch.uint8).numpy()

    def linear(self, latents: Tensor) -> Tensor:
        """(C,h,w) scaled latents → (h,w,3) float32 of about [-1, 1], on the CPU."""
        cells = latents.detach().float().cpu().movedim(0, -1)  # (h,w,C)
        return cells @ torch.tensor(self.factors) + torch.tensor(self.bias)


# The autoencoder of SD 1.x and 2.x: the coefficients in public use since 2022.
SD1_PREVIEW = PreviewMap(
    (
        (0.3512, 0.2297, 0.3227),
        (0.3250, 0.4974, 0.2350),
        (-0.2829, 0.1762, 0.2721),
        (-0.2120, -0.2616, -0.7177),
    )
)


# SDXL's autoencoder: likewise, since 2023.
SDXL_PREVIEW = PreviewMap(
    (
        (0.3651, 0.4232, 0.4341),
        (-0.2533, -0.0042, 0.1068),
        (0.1076, 0.1111, -0.0362),
        (-0.3165, -0.2492, -0.2188),
    ),
    (0.1084, -0.0175, -0.0011),
)


def fit_preview_map(latents: Tensor, pixels: Tensor) -> PreviewMap:
    """The least-squares map from latents (B,C,h,w) to pixels (B,3,H,W) in [-1,1] averaged over cells.

    Raises `ValueError` for fewer cells than unknowns.
    """
    channels, height, width = latents.shape[1:]
    small = F.adaptive_avg_pool2d(pixels.float().cpu(), (height, width))
    known = latents.float().cpu().movedim(1, -1).reshape(-1, channels).double()  # (B·h·w,C)
    wanted = small.movedim(1, -1).reshape(-1, 3).double()
    if len(known) < channels + 1:
        raise ValueError("too few cells to fit a map")
    known = torch.cat([known, torch.ones(len(known), 1, dtype=torch.float64)], dim=1)
    found = torch.linalg.lstsq(known, wanted).solution.tolist()  # (C+1,3)
    return PreviewMap(tuple(tuple(row) for row in found[:-1]), tuple(found[-1]))


def read_preview_map(folder: Path, channels: int, *, xl: bool = False) -> PreviewMap | None:
    """The map of a model folder; without the file the family's for 4 channels, else None (no previews).

    Raises `ConfigInvalid`, `FileUnreadable`.
    """
    path = folder / PREVIEW_FILE
    if not path.is_file():
        known = SDXL_PREVIEW if xl else SD1_PREVIEW
        return known if channels == len(known.factors) else None
    try:
        read = from_json(PreviewMap, read_json(folder, PREVIEW_FILE, FILE_BYTES_MAX))
    except InvalidValue as error:
        raise ConfigInvalid(str(path), error.field, error.value, error.expected) from error
    if len(read.factors) != channels:
        raise ConfigInvalid(str(path), "factors", len(read.factors), f"{channels} rows")
    return read


class Previewer:
    """Makes previews for one job, whatever its number of pictures, at most one each `INTERVAL` seconds."""

    def __init__(
        self, colours: PreviewMap | None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._colours = colours
        self._clock = clock
        self._last = -math.inf

    def look(self, denoised: Tensor) -> str | None:
        """(1,C,h,w) → a PNG in base64, or None where it is too early or there is no map."""
        now = self._clock()
        if self._colours is None or now - self._last < INTERVAL:
            return None
        self._last = now
        return base64.b64encode(preview_png(self._colours.to_rgb(denoised[0]))).decode("ascii")
