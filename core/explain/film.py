"""The film of a recorded picture: what there was at each step, as numbers and as small pictures.

Axes: C latent channels, H and W pixels, h and w latent cells.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor

from core.contract.errors import InvalidValue
from core.diffusion.samplers.step import finish, vp_scale
from core.explain.recording import Recording
from core.generation.bundle import ModelBundle
from core.generation.encoding import decode_latents
from core.generation.preview import PreviewMap
from core.insight.trace import Call

# What the network was shown, the noise it sees in that, the picture that it guesses, and for samplers
# that add some the new noise.
Tile = Literal["noised", "noise", "guess", "added"]
TILES: tuple[Tile, ...] = get_args(Tile)


@dataclass(frozen=True, eq=False)
class Frame:
    """One step of the film."""

    step: int  # 0 …
    t: float  # the time step at which the network was asked
    sigma: float  # noise level, x = x0 + sigma · noise
    sigma_next: float  # that it arrived at
    x: Tensor  # (1,C,h,w)
    eps: Tensor  # (1,C,h,w) of about unit size
    denoised: Tensor  # (1,C,h,w)
    added: Tensor | None  # (1,C,h,w) of unit size

    @property
    def size(self) -> float:
        """How much noise the step took away."""
        return self.sigma - self.sigma_next

    @property
    def alpha_cumprod(self) -> float:
        """Share of the picture in what the network saw, as a variance: 1 / (1 + sigma²)."""
        return 1 / (1 + self.sigma**2)

    def latents(self, tile: Tile) -> Tensor | None:
        """What a tile shows (1,C,h,w); x as the network sees it, x / √(1 + sigma²). None: there is none."""
        shown: dict[Tile, Tensor | None] = {
            "noised": self.x / vp_scale(self.sigma),
            "noise": self.eps,
            "guess": self.denoised,
            "added": self.added,
        }
        return shown[tile]

    def figures(self) -> dict[str, Any]:
        """The numbers of the step, for curves."""
        return {
            "step": self.step,
            "t": self.t,
            "sigma": self.sigma,
            "sigma_next": self.sigma_next,
            "step_size": self.size,
            "alpha_cumprod": self.alpha_cumprod,
            "noise_std": float(self.eps.std()),
            "guess_std": float(self.denoised.std()),
        }


def frames(run: Recording) -> tuple[Frame, ...]:
    """One for each step that was walked, also those that a branch took over."""
    first_calls: dict[int, Call] = {}
    for call in run.trace.calls:
        first_calls.setdefault(call.step, call)
    return tuple(
        Frame(
            step=step,
            t=run.path.time_of(sigma),
            sigma=sigma,
            sigma_next=sigma_next,
            x=first_calls[step].x,
            eps=first_calls[step].eps,
            denoised=first_calls[step].denoised,
            added=run.trace.drawn.get(step),
        )
        for step, (sigma, sigma_next) in enumerate(run.trace.levels)
    )


def frame(run: Recording, step: int) -> Frame:
    """One of them. Raises `InvalidValue`."""
    film = frames(run)
    if not 0 <= step < len(film):
        raise InvalidValue("step", step, f"between 0 and {len(film) - 1}")
    return film[step]


def glance(colours: PreviewMap | None, latents: Tensor) -> NDArray[np.uint8] | None:
    """(1,C,h,w) → a small picture (h,w,3) without the decoder; None where the model has no map for it."""
    return None if colours is None else colours.to_rgb(latents[0])


@torch.inference_mode()
def look(bundle: ModelBundle, run: Recording, latents: Tensor) -> Image.Image:
    """The same by the decoder, at full size. Raises `NonFiniteResult`."""
    return decode_latents(bundle, finish(latents.to(bundle.device), run.path))
