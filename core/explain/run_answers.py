"""The answers about a recorded run: its film, a step of it, its guidance, its words.

Each is made of figures and pictures of the modules beside; nothing is computed here.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor

from core.explain.answer import Answer
from core.explain.film import TILES, frame, frames, glance, look
from core.explain.guidance import AtStep, at_step, difference
from core.explain.painted import Choice, overlay, stages_of, texts_of, word_maps
from core.explain.recording import Recording
from core.generation.bundle import ModelBundle

Glances = dict[str, NDArray[np.uint8]]


def film_answer(run: Recording) -> Answer:
    """All steps: their numbers, and a glance at each tile by the name `<tile>-<step>`."""
    glances: Glances = {}
    for each in frames(run):
        glances |= _seen(run, {f"{t}-{each.step:03}": each.latents(t) for t in TILES})
    if run.trace.last is not None:
        glances |= _seen(run, {"end": run.trace.last})
    return Answer("film", film_figures(run), glances)


def film_figures(run: Recording) -> dict[str, Any]:
    """Curves, and what the run was told."""
    plan = run.plan
    return {
        "steps": [each.figures() for each in frames(run)],
        "first": run.first,
        "sampler": plan.sampler,
        "guidance_scale": plan.guidance_scale,
        "seed": plan.seed,
        "width": plan.width,
        "height": plan.height,
        "bytes": run.trace.bytes,
        "texts": [
            {
                "number": number,
                "name": told.name,
                "text": told.text,
                "maps": number in texts_of(run),
            }
            for number, told in enumerate(run.trace.told)
        ],
        "stages": [{"name": n, "height": h, "width": w} for n, h, w in stages_of(run)],
        "asks_twice": plan.uses_negative,
    }


def step_answers(bundle: ModelBundle, run: Recording, step: int) -> Iterator[Answer]:
    """One step at full size, a tile an answer, the guess first. Raises `InvalidValue`, `NonFiniteResult`."""
    shown = frame(run, step)
    for tile in sorted(TILES, key=lambda tile: tile != "guess"):
        latents = shown.latents(tile)
        if latents is not None:
            seen = look(bundle, run, latents)
            yield Answer("step", shown.figures(), _seen(run, {tile: latents}), {str(tile): seen})


def guidance_answer(bundle: ModelBundle | None, run: Recording, step: int, scale: float) -> Answer:
    """A step without words, with them, their difference, and guided by `scale`.

    With the model also at full size. Raises `InvalidValue`.
    """
    at = at_step(run, step)
    tiles = guidance_tiles(at, scale)
    glances = _seen(run, tiles)
    if run.preview is not None:
        glances["difference"] = difference(run.preview, tiles["without"], tiles["with"])
    pictures = {} if bundle is None else {n: look(bundle, run, x) for n, x in tiles.items()}
    figures = {
        **at.figures(),
        "step": step,
        "guidance_scale": scale,
        "of_the_run": run.plan.guidance_scale,
    }
    return Answer("guidance", figures, glances, pictures)


def guidance_tiles(at: AtStep, scale: float) -> dict[str, Tensor]:
    """The guesses of the end that the two answers mean, and the guided one. Each (1,C,h,w)."""
    without, with_words = at.guesses()
    return {"without": without, "with": with_words, "guided": at.guided(scale)}


def words_answer(run: Recording, choice: Choice) -> Answer:
    """Words with their maps: `values` holds them all (words, h, w) as base64 of little-endian float32.

    A map is the word's share of all attention; shares among words follow by dividing by their sum.
    """
    maps = word_maps(run, choice)
    by_word = maps.by_word.contiguous().numpy().astype("<f4")
    figures = {
        **maps.figures(),
        "told": choice.told,
        "first": choice.first,
        "last": choice.last,
        "stages": list(choice.stages),
        "shape": list(by_word.shape),
        "values": base64.b64encode(by_word.tobytes()).decode("ascii"),
    }
    return Answer("words", figures)


def word_overlays(run: Recording, choice: Choice) -> dict[str, Image.Image]:
    """The finished picture under the map of each word, by the name `<number>-<word>`."""
    maps = word_maps(run, choice)
    if run.image is None:
        return {}
    shares = zip(maps.words, maps.among_words, strict=True)
    return {f"{n:02}-{word}": overlay(run.image, share) for n, (word, share) in enumerate(shares)}


def _seen(run: Recording, tiles: Mapping[str, Tensor | None]) -> Glances:
    """Glances at those that are there, where the model has a map for them."""
    found = {}
    for name, latents in tiles.items():
        small = None if latents is None else glance(run.preview, latents)
        if small is not None:
            found[name] = small
    return found
