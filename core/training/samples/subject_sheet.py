"""What a taught model draws of some prompts, from the same noise each time: for the samples folder and for judging."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from PIL import Image

from core.contract.teaching import STRENGTHS
from core.diffusion.conditioning import Conditioning
from core.training.caches.known_texts import KnownTexts
from core.training.learning import Learning
from core.training.samples.drawing import Drawing, Manner
from core.training.samples.sheets import sheet
from core.training.taught import Taught, moved

STEPS = 20  # at most
EACH = 2  # pictures of a prompt


def drawing(taught: Taught, texts: KnownTexts, side: int, steps: int = STEPS) -> Drawing:
    """Draws squares of `side` px with the networks as they are; the autoencoder must be on the device."""
    sizes = torch.tensor([[side, side, 0, 0, side, side]], device=taught.device)

    def told(prompts: Sequence[str]) -> Conditioning:
        cond = texts.told(prompts)
        return cond.sized(sizes.repeat(len(prompts), 1)) if taught.is_xl else cond

    return Drawing(
        taught.network,
        told,
        taught.vae,
        taught.schedule,
        Manner.of(taught.info, side, steps),
        zeros=taught.zeros,
    )


def at_strengths(
    taught: Taught, learning: Learning, texts: KnownTexts, prompt: str, side: int, seed: int
) -> Image.Image | None:
    """One picture at each of `STRENGTHS`, side by side; None for what is no LoRA, and so counts whole or not at all."""
    if not learning.adapters:
        return None
    draws, pixels = drawing(taught, texts, side), []
    with moved([taught.vae], taught.device):
        for strength in STRENGTHS:
            with learning.at(strength):
                pixels.append(draws(prompt, seed))
    return sheet(torch.cat(pixels), len(STRENGTHS))


def draw(
    taught: Taught,
    texts: KnownTexts,
    prompts: Sequence[str],
    side: int,
    seed: int,
    each: int = EACH,
) -> Image.Image:
    """`each` pictures of every prompt, a prompt a row."""
    draws = drawing(taught, texts, side)
    with moved([taught.vae], taught.device):
        pixels = [draws(prompt, seed + index) for prompt in prompts for index in range(each)]
    return sheet(torch.cat(pixels), each)
