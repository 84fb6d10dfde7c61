"""The answers about a model and pictures of one's own: comparison, autoencoder, noise.

Each is made of figures and pictures of the modules beside; nothing is computed here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from PIL import Image
from torch import Tensor

from core.checkpoints.clip_folder import Clip
from core.explain import autoencoder, compare
from core.explain.answer import Answer
from core.explain.film import glance
from core.explain.noise import ErrorPoint, NoiseBench
from core.generation.bundle import ModelBundle

GAINS = (1, 4, 10)  # how much the difference is enlarged


def compare_answer(
    bundle: ModelBundle, clip: Clip, texts: Sequence[str], pictures: Sequence[Image.Image]
) -> Answer:
    """The matrix both ways, and the map of tokens."""
    found = compare.compare(clip, texts, pictures)
    return Answer(
        "compare", {"texts": list(texts), **compare.figures(found), **tokens_figures(bundle, texts)}
    )


def tokens_figures(bundle: ModelBundle, texts: Sequence[str]) -> dict[str, Any]:
    """The tokens on their two maps: as the vocabulary's table has them, and as they are understood."""
    figures = {}
    for name, in_context in (("table", False), ("context", True)):
        points, flat = compare.token_map(bundle, texts, in_context=in_context)
        figures[f"tokens_{name}"] = {
            "explained": flat.explained,
            "points": [{"text": p.text, "token": p.token, "x": p.x, "y": p.y} for p in points],
        }
    return figures


def passage_answer(bundle: ModelBundle, picture: Image.Image) -> Answer:
    """There and back, the channels of the latents, and what was lost."""
    there = autoencoder.passage(bundle, picture)
    channels = {
        f"channel-{number}": autoencoder.channel_tile(channel)
        for number, channel in enumerate(there.latents[0])
    }
    pictures = {"picture": there.picture, "reconstruction": there.back} | {
        f"difference-x{gain}": autoencoder.difference(there.picture, there.back, gain)
        for gain in GAINS
    }
    return Answer("autoencoder", there.figures(), channels, pictures)


def poke_answer(
    bundle: ModelBundle,
    latents: Tensor,
    cell: tuple[int, int, int],
    amount: float,
    *,
    whole: bool,
) -> Answer:
    """One number of `latents` (1,C,h,w) changed. Without `whole` only the surroundings are developed, quickly."""
    changed, near, box = autoencoder.poked(bundle, latents, cell, amount)
    channel, row, column = cell
    figures = {
        "box": list(box),
        "was": float(latents[(0, *cell)]),
        "is": float(changed[(0, *cell)]),
        "channel": channel,
        "row": row,
        "column": column,
    }
    pictures = {"whole": autoencoder.developed(bundle, changed)} if whole else {}
    return Answer("poke", figures, {"near": np.asarray(near)}, pictures)


def blend_answer(bundle: ModelBundle, one: Image.Image, other: Image.Image, share: float) -> Answer:
    """Two pictures mixed both ways."""
    in_latents, in_pixels = autoencoder.blended(bundle, one, other, share)
    return Answer("blend", {"share": share}, {}, {"latents": in_latents, "pixels": in_pixels})


def noise_answer(bench: NoiseBench, t: int, seed: int, *, developed: bool = True) -> Answer:
    """A picture at a time step, the network's guess of it, and how far off that is.

    Without `developed` as glances only, quickly.
    """
    step = bench.one_step(t, seed)
    tiles: dict[str, Tensor] = {"noised": step.x, "guess": step.denoised}
    glances = {}
    for name, latents in tiles.items():
        small = glance(bench.colours, latents)
        if small is not None:
            glances[name] = small
    shown = tiles if developed or not glances else {}
    pictures = {name: bench.picture(latents) for name, latents in shown.items()}
    return Answer("noise", {"t": t, "seed": seed, "error": step.error}, glances, pictures)


def error_figures(point: ErrorPoint) -> dict[str, Any]:
    """One point of the curve."""
    low, high = min(point.errors), max(point.errors)
    return {
        "t": point.t,
        "errors": list(point.errors),
        "mean": point.mean,
        "low": low,
        "high": high,
    }
