"""How much memory a teaching takes in each phase, by a formula: no weight is read, nothing runs.

As `core/generation/footprint.py` does for pictures, and with its pieces. What a machine really took corrects what
is no weight (`trials.py`).

    latents   the photos go through the autoencoder; on a card what does not learn waits in RAM meanwhile
    steps     weights, gradients, the optimiser's state, and what the pass keeps for the way back
    judging   pictures are drawn with the networks as they are
"""

from __future__ import annotations

from typing import Literal

import torch

from core.generation.footprint import Footprint, Runtime
from core.networks.activations import decoder_numbers, encoder_numbers, unet_numbers
from core.networks.training_cost import Cost, Manner, text_cost, unet_cost
from core.training.caches.latent_cache import encode_batch
from core.training.promise.outline import TaughtOutline
from core.training.promise.task import WIDE, TeachingTask

TeachStage = Literal["latents", "steps", "judging"]
DRAWN = 2  # rows of the network while drawing: with words and without
SHARED = ("cpu",)  # kinds of devices whose memory is the computer's: nothing can be moved off


def footprint(
    outline: TaughtOutline,
    task: TeachingTask,
    runtime: Runtime,
    dtype: torch.dtype,
    *,
    photos: int,
    eyes: int = 0,
) -> Footprint[TeachStage]:
    """Bytes in each phase. `photos`: how many go through the autoencoder; `eyes`: bytes of the encoders that judge."""
    plain = outline.plain
    unet = _weights(outline, "unet", task, dtype)
    texts = sum(_weights(outline, part, task, dtype) for part in outline.weights if part != "unet")
    vae = plain.numbers["vae"] * WIDE
    beside = (
        0 if task.whole else task.numbers * WIDE
    )  # of adapters and vectors; else among the parts
    everything = unet + texts + vae + beside + eyes
    stays = runtime.kind in SHARED
    away = 0 if stays else vae + (0 if task.told else texts)
    frozen = (part for part in outline.weights if part not in task.whole)
    waiting = 0 if stays else sum(_weights(outline, part, task, dtype) for part in frozen)
    cells = task.side // plain.vae.downscale
    steps = task.numbers * WIDE + _maps(outline, task, runtime, dtype)
    largest = max(plain.largest.values())
    scratch = runtime.scratch(largest)
    batch = encode_batch(task.side, task.side, photos)
    encoded = encoder_numbers(plain.vae, batch, task.side, task.side, fused=runtime.fused)
    drawn = unet_numbers(plain.unet, DRAWN, cells, cells, fused=runtime.fused) * dtype.itemsize
    decoded = decoder_numbers(plain.vae, 1, cells, cells, fused=runtime.fused) * WIDE
    return Footprint(
        runtime.base,
        {
            "latents": everything - waiting,
            "steps": everything - away + task.kept,
            "judging": everything + task.kept,
        },
        {
            "latents": encoded * WIDE + scratch,
            "steps": steps + scratch,
            "judging": max(drawn, decoded) + scratch,
        },
    )


def step_costs(outline: TaughtOutline, task: TeachingTask, *, fused: bool = True) -> list[Cost]:
    """Of one forward pass with gradient: the U-Net's, then those of text encoders that are asked anew.

    `fused` changes what is kept, not how much is multiplied.
    """
    manner = Manner(task.learns, task.rank, fused, task.recomputed)
    cells = task.side // outline.plain.vae.downscale
    found = [unet_cost(outline.plain.unet, task.rows, cells, cells, manner)]
    if task.told:
        said = Manner(task.text_learns, task.rank, fused, task.recomputed)
        found += [
            text_cost(
                text.hidden_size, text.num_hidden_layers, text.num_attention_heads, task.told, said
            )
            for text in outline.texts
        ]
    return found


def _weights(outline: TaughtOutline, part: str, task: TeachingTask, dtype: torch.dtype) -> int:
    """Bytes of a part's weights: wide where they learn, with their narrow copies of a pass."""
    numbers = sum(torch.Size(shape).numel() for shape in outline.weights[part])
    if part not in task.whole:
        return numbers * dtype.itemsize
    return numbers * (WIDE + (dtype.itemsize if dtype != torch.float32 else 0))


def _maps(outline: TaughtOutline, task: TeachingTask, runtime: Runtime, dtype: torch.dtype) -> int:
    """Bytes kept for the way back, and on it."""
    wide = WIDE if task.whole else dtype.itemsize  # under autocast norms are float32
    total = passing = 0
    for cost in step_costs(outline, task, fused=runtime.fused):
        total += cost.narrow * dtype.itemsize + cost.wide * wide + cost.again * wide
        passing = max(passing, cost.passing * wide)
    return total + passing
