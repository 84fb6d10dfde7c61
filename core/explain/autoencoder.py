"""The autoencoder looked into: sizes on the way, latents, what comes back, and what one number does.

Axes: C channels, H and W pixels, h and w latent cells.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor, nn

from core.contract.errors import InvalidValue
from core.generation.bundle import ModelBundle
from core.generation.encoding import decode_latents, encode_picture
from core.networks.vae import VAE

NEAR = 4  # cells around a poked one that are decoded at once
GREY = 128  # of 255

Changes = dict[str, tuple[int, float, float]]  # stage → channels, times taller, times wider


@dataclass(frozen=True)
class StageSize:
    """What comes out of one stage."""

    name: str  # of the module: encoder.conv_in …
    channels: int
    height: int
    width: int

    @property
    def numbers(self) -> int:
        return self.channels * self.height * self.width


@dataclass(frozen=True, eq=False)
class Passage:
    """One picture there and back."""

    picture: Image.Image  # as it went in
    latents: Tensor  # (1,C,h,w) scaled, the mean of the posterior
    back: Image.Image
    stages: tuple[StageSize, ...]

    def figures(self) -> dict[str, Any]:
        """Sizes and how much is lost."""
        numbers = 3 * self.picture.width * self.picture.height
        channels = self.latents[0]
        return {
            "stages": [
                {"name": s.name, "channels": s.channels, "height": s.height, "width": s.width}
                for s in self.stages
            ],
            "pixels": [self.picture.height, self.picture.width, 3],
            "latents": [*self.latents.shape[2:], self.latents.shape[1]],
            "fewer": numbers / self.latents.numel(),
            "channels": [
                {"low": float(c.min()), "high": float(c.max()), "std": float(c.std())}
                for c in channels
            ],
            "psnr": psnr(self.picture, self.back),
        }


@torch.inference_mode()
def passage(bundle: ModelBundle, picture: Image.Image) -> Passage:
    """RGB `picture` through encoder and decoder. Raises `NonFiniteResult`."""
    fitted = fit_to(bundle, picture)
    with _changes(bundle.vae) as found:
        latents = encoded(bundle, fitted)
        back = decode_latents(bundle, latents)
    return Passage(fitted, latents, back, _stages(found, fitted, latents))


@torch.inference_mode()
def encoded(bundle: ModelBundle, picture: Image.Image) -> Tensor:
    """RGB of a size in whole cells → scaled latents (1,C,h,w), the mean of the posterior."""
    return bundle.vae.to_latents(encode_picture(bundle, picture).mean)


@torch.inference_mode()
def developed(bundle: ModelBundle, latents: Tensor) -> Image.Image:
    """Scaled latents (1,C,h,w) → RGB. Raises `NonFiniteResult`."""
    return decode_latents(bundle, latents)


@torch.inference_mode()
def poked(
    bundle: ModelBundle, latents: Tensor, cell: tuple[int, int, int], amount: float
) -> tuple[Tensor, Image.Image, tuple[int, int, int, int]]:
    """One number of the latents changed: channel, row and column of `cell`, by `amount`.

    Returns the changed latents (1,C,h,w), the decoded surroundings, and their box in px (left, top,
    right, bottom) in the whole picture. What the decoder makes of surroundings alone is near to its part
    of the whole, not equal. Raises `InvalidValue`.
    """
    for name, value, count in zip(
        ("channel", "row", "column"), cell, latents.shape[1:], strict=True
    ):
        if not 0 <= value < count:
            raise InvalidValue(name, value, f"between 0 and {count - 1}")
    if not math.isfinite(amount):
        raise InvalidValue("amount", amount, "a finite number")
    changed = latents.clone()
    changed[(0, *cell)] += amount
    _, row, column = cell
    top, left = max(0, row - NEAR), max(0, column - NEAR)
    near = changed[..., top : row + NEAR + 1, left : column + NEAR + 1]
    factor = bundle.vae.config.downscale
    bottom, right = top + near.shape[2], left + near.shape[3]
    box = (left * factor, top * factor, right * factor, bottom * factor)
    return changed, decode_latents(bundle, near.contiguous()), box


@torch.inference_mode()
def blended(
    bundle: ModelBundle, one: Image.Image, other: Image.Image, share: float
) -> tuple[Image.Image, Image.Image]:
    """`share` (0 … 1) of `other` in `one`: mixed in latent space, and in pixels. Raises `InvalidValue`."""
    if not 0 <= share <= 1:
        raise InvalidValue("share", share, "between 0 and 1")
    first = fit_to(bundle, one)
    second = other.resize(first.size, Image.Resampling.LANCZOS)
    mixed = torch.lerp(encoded(bundle, first), encoded(bundle, second), share)
    return decode_latents(bundle, mixed), Image.blend(first, second, share)


def channel_tile(channel: Tensor) -> NDArray[np.uint8]:
    """A latent channel (h,w) on its own scale from black to white → (h,w,3)."""
    low, high = float(channel.min()), float(channel.max())
    grey = (channel.float().cpu() - low) / max(high - low, 1e-12)
    return (grey * 255).round().byte().numpy()[..., None].repeat(3, axis=2)


def difference(one: Image.Image, other: Image.Image, gain: float = 1.0) -> Image.Image:
    """What `other` has that `one` has not, `gain` times; grey where they agree."""
    change = np.asarray(other, np.float32) - np.asarray(one, np.float32)
    return Image.fromarray((GREY + gain * change).clip(0, 255).round().astype(np.uint8))


def psnr(one: Image.Image, other: Image.Image) -> float | None:
    """Peak signal-to-noise ratio in dB of two pictures of one size; None for equal ones."""
    error = float(((np.asarray(one, np.float64) - np.asarray(other, np.float64)) ** 2).mean())
    return 10 * math.log10(255**2 / error) if error else None


def fit_to(bundle: ModelBundle, picture: Image.Image) -> Image.Image:
    """`picture` no larger than what the model draws, its sides in whole cells."""
    preset, factor = bundle.info.preset, bundle.vae.config.downscale
    scale = min(1.0, max(preset.width, preset.height) / max(picture.size))
    width, height = (max(factor, int(side * scale) // factor * factor) for side in picture.size)
    if picture.size == (width, height):
        return picture
    return picture.resize((width, height), Image.Resampling.LANCZOS)


def _stages(found: Changes, picture: Image.Image, latents: Tensor) -> tuple[StageSize, ...]:
    """Sizes of whole maps: a stage may have seen tiles of its map only, or the map twice."""
    height, width = latents.shape[2:]
    sizes = {"encoder": (picture.height, picture.width), "decoder": (height, width)}
    stages = []
    for name, (channels, taller, wider) in found.items():
        half = name.partition(".")[0]
        height, width = sizes[half]
        sizes[half] = round(height * taller), round(width * wider)
        stages.append(StageSize(name, channels, *sizes[half]))
    return tuple(stages)


@contextmanager
def _changes(vae: VAE) -> Iterator[Changes]:
    """Within the block, notes what each stage of both halves makes of the size of its input."""
    found: Changes = {}
    handles = []
    for half, network in (("encoder", vae.encoder), ("decoder", vae.decoder)):
        blocks = "down_blocks" if half == "encoder" else "up_blocks"
        named: list[tuple[str, nn.Module]] = [("conv_in", network.conv_in)]
        named += [(f"{blocks}.{n}", block) for n, block in enumerate(getattr(network, blocks))]
        middle: list[tuple[str, nn.Module]] = [("mid_block", network.mid_block)]
        named = named + middle if half == "encoder" else named[:1] + middle + named[1:]
        for name, module in [*named, ("conv_out", network.conv_out)]:
            handles.append(module.register_forward_hook(_noting(f"{half}.{name}", found)))
    try:
        yield found
    finally:
        for handle in handles:
            handle.remove()


def _noting(name: str, found: Changes) -> Any:
    def note(module: nn.Module, given: tuple[Tensor, ...], out: Tensor) -> None:
        high, wide = given[0].shape[2:]
        found[name] = out.shape[1], out.shape[2] / high, out.shape[3] / wide

    return note
