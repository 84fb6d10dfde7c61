"""A picture drawn while everything is written down: the ordinary run, looked at from inside.

`Recording` is what `core.generation.generate` is given to look with. A recording may follow an earlier
one up to a step and leave it there (`Leaving`): that is a branch. When the run is over it holds numbers
only, no network.

Axes: C latent channels, H and W pixels, h and w latent cells.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image

from core.contract.errors import InvalidValue
from core.contract.recipe import Branch
from core.diffusion.conditioning import Conditioning
from core.diffusion.denoiser import Denoise, Network
from core.diffusion.masks import cells_of
from core.diffusion.paths.path import NoisePath
from core.diffusion.samplers.step import Step, StepNoise
from core.diffusion.schedule import Prediction
from core.files.pictures.images import pixel_hash
from core.generation.bundle import ModelBundle
from core.generation.drawing import Canvas, prediction
from core.generation.masking import HALF
from core.generation.plan import ResolvedRequest
from core.generation.preview import PreviewMap
from core.generation.seam import Seam, paste
from core.generation.telling import Telling
from core.generation.words import Words
from core.insight.attention_maps import AttentionProbe
from core.insight.replay import replayed
from core.insight.tokens import tokens_of
from core.insight.trace import LIMIT, Sizes, Told, Trace
from core.text.chunks import empty_chunk

PROMPT, NEGATIVE = "prompt", "negative"
SAME = ("seed", "width", "height", "sampler", "init")  # of a branch and the run that it leaves


@dataclass(frozen=True, eq=False)
class Leaving:
    """Where a branch leaves the run it comes from."""

    run: Recording
    step: int  # 0 …: the first that is drawn anew
    mask: Image.Image | None = None  # of the picture's size; white may become another thing
    is_changed: bool = False  # in something that a plan does not hold, as its LoRAs

    @property
    def pixels(self) -> NDArray[np.bool_] | None:
        """The mask as (H,W), True where the branch may differ."""
        return None if self.mask is None else np.asarray(self.mask.convert("L")) >= HALF


class Recording:
    """One run and what was seen of it. Everything but `trace` is there once the run has begun."""

    plan: ResolvedRequest
    path: NoisePath
    prediction: Prediction
    preview: PreviewMap | None
    cells: tuple[int, int]  # h, w
    weights: tuple[tuple[float, ...], ...]  # of each step: of the prompts that it says at once

    def __init__(
        self, *, maps: bool = False, leaving: Leaving | None = None, limit: int = LIMIT
    ) -> None:
        self.trace = Trace(limit=limit)
        self.image: Image.Image | None = None  # the finished picture
        self._maps, self._leaving, self._limit = maps, leaving, limit

    @property
    def is_whole(self) -> bool:
        """Whether the run came to its end."""
        return self.image is not None

    @property
    def first(self) -> int:
        """The first step that was drawn here: 0, or where it left another run."""
        return 0 if self._leaving is None else self._leaving.step

    def begin(
        self, bundle: ModelBundle, plan: ResolvedRequest, canvas: Canvas, telling: Telling
    ) -> None:
        """Raises `InvalidValue` for a run too large to be recorded, or a branch that cannot leave there."""
        self.plan, self.path, self.image = plan, canvas.path, None
        self.prediction, self.preview = prediction(bundle, plan), bundle.preview
        factor = bundle.vae.config.downscale
        self.cells = (plan.height // factor, plan.width // factor)
        if self._leaving is not None:
            _check(self._leaving, self)
        self.trace = Trace(AttentionProbe(bundle.unet) if self._maps else None, self._limit)
        told = [_told(bundle, PROMPT, *said) for said in telling.prompts]
        told += [_told(bundle, NEGATIVE, *said) for said in telling.negatives]
        self.weights = tuple(guide.weights for guide in telling.guides)
        latents = bundle.vae.config.latent_channels * self.cells[0] * self.cells[1]
        self.trace.begin(tuple(told), Sizes(canvas.path.steps, latents))

    def network(self, network: Network) -> Network:
        return self.trace.network(network)

    def denoise(self, denoise: Denoise) -> Denoise:
        left = self._leaving
        if left is not None:
            pixels, cells = left.pixels, None
            if pixels is not None:
                cells = cells_of(torch.from_numpy(pixels), len(pixels) // self.cells[0])
            denoise = replayed(denoise, left.run.trace.calls, left.step, cells)
        return self.trace.denoise(denoise)

    def noise(self, draw: StepNoise) -> StepNoise:
        return self.trace.noise(draw)

    def walk(self, steps: Iterator[Step]) -> Iterator[Step]:
        return self.trace.walk(steps)

    def finished(self, image: Image.Image) -> Image.Image:
        """With a mask, outside it the bytes of the picture that was left."""
        left = self._leaving
        if left is not None and left.run.image is not None and left.pixels is not None:
            image = paste(image, left.run.image, left.pixels, Seam(0, match_colours=False))
        self.trace.close()
        self.image = image
        return image

    @property
    def branch(self) -> Branch | None:
        left = self._leaving
        if left is None or left.run.image is None:
            return None
        told = ("prompt", "negative", "guidance_scale")
        is_same = left.mask is None and not left.is_changed
        if is_same and _same(self.plan, left.run.plan, told):
            return left.run.branch  # nothing was changed: it is the same picture
        mask = None if left.mask is None else pixel_hash(left.mask)
        return Branch(left.step, pixel_hash(left.run.image), mask)


def _told(bundle: ModelBundle, name: str, words: Words, cond: Conditioning) -> Told:
    """A text with its tokens; a negative that nobody wrote has none."""
    tokenizer = bundle.readers[0].tokenizer
    if name == NEGATIVE and not words.text:
        return Told(name, words.text, cond.context)
    chunks = words.chunks(tokenizer)
    missing = cond.context.shape[1] // len(chunks[0].ids) - len(chunks)  # to the longest text
    chunks += [empty_chunk(tokenizer)] * missing
    tokens = tokens_of([chunk.ids for chunk in chunks], tokenizer)
    return Told(name, words.text, cond.context, tokens)


def _same(one: ResolvedRequest, other: ResolvedRequest, names: tuple[str, ...]) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in names)


def _check(leaving: Leaving, after: Recording) -> None:
    """A branch walks the same levels as the run that it leaves."""
    before, mask = leaving.run, leaving.mask
    if not before.is_whole:
        raise InvalidValue("step", leaving.step, "of a picture that was recorded to its end")
    if not 0 <= leaving.step <= before.path.steps:
        raise InvalidValue("step", leaving.step, f"between 0 and {before.path.steps}")
    levels = torch.equal(after.path.sigmas, before.path.sigmas)
    if not (levels and _same(after.plan, before.plan, SAME)):
        expected = "of a picture with the same seed, size, sampler, steps and start"
        raise InvalidValue("step", leaving.step, expected)
    if mask is not None and mask.size != (after.plan.width, after.plan.height):
        raise InvalidValue("mask", f"{mask.width} × {mask.height}", "of the picture's size")
