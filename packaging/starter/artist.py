"""Draws what the evaluation asks for, the way the program itself draws: through `generate`."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

import repository  # noqa: F401 (imported for what it does: core becomes importable)
from asks import Ask
from PIL import Image

from core.contract.additions import Embedding, Lora
from core.contract.drawing_events import ImageDone
from core.contract.request import GenerationRequest
from core.generation.generate import generate
from core.generation.loader import Loader

T = TypeVar("T")


class Artist:
    """One model, kept loaded. Guidance and steps count where an ask names none; `None`: the model's own.

    Attributes:
        seconds: drawing time of each picture so far, loading left out.
    """

    def __init__(
        self,
        model: Path,
        folder: Path,
        guidance_scale: float | None = None,
        steps: int | None = None,
        loras: tuple[Lora, ...] = (),
        embeddings: tuple[Embedding, ...] = (),
    ) -> None:
        self.seconds: list[float] = []
        self._model, self._folder = model, folder
        self._guidance_scale, self._steps = guidance_scale, steps
        self._loras, self._embeddings = loras, embeddings
        self._loader = Loader()

    def draw(self, name: str, asks: Sequence[Ask], say_every: float = 60.0) -> list[Image.Image]:
        """The pictures, in order; kept as `<name>-0000.png` … in the folder. Prints progress."""
        pictures, last = [], time.monotonic()
        for number, ask in enumerate(asks):
            pictures.append(self._picture(ask, self._folder / f"{name}-{number:04d}.png"))
            if time.monotonic() - last > say_every:
                last = time.monotonic()
                print(f"{name}: {number + 1} of {len(asks)} drawn", flush=True)
        return pictures

    def _picture(self, ask: Ask, path: Path) -> Image.Image:
        request = GenerationRequest(
            prompt=ask.prompt,
            negative=ask.negative,
            output=str(path),
            seed=ask.seed,
            model=str(self._model),
            guidance_scale=_first(ask.guidance_scale, self._guidance_scale),
            steps=_first(ask.steps, self._steps),
            init=None if ask.init is None else str(ask.init),
            strength=ask.strength,
            loras=self._loras,
            embeddings=self._embeddings,
            overwrite=True,
        )
        for event in generate(request, self._loader, lambda: False):
            if isinstance(event, ImageDone):
                self.seconds.append(event.seconds)
        return Image.open(path).convert("RGB")


def _first(wanted: T | None, otherwise: T | None) -> T | None:
    return otherwise if wanted is None else wanted
