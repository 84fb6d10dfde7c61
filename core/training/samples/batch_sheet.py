"""The mini-batch of a step as its network saw it: a small picture for the samples folder, with each time step.

Latents are shown by the model's linear preview, without its decoder: colours and layout, no details. The time
steps stand in the PNG's own text.

Axes: B batch, C channels, h w latent cells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable

import torch
import torch.nn.functional as F
from torch import Tensor

from core.files.pictures.images import encode_png
from core.generation.preview import PreviewMap
from core.training.data.order import Batch
from core.training.samples.sheets import sheet

SHOWN = 16  # pictures of a step
COLUMNS = 8
SIDE = 32  # px of each
TIMES = "timesteps"  # keyword of the PNG's text: whole numbers, one a picture
_NAME = re.compile(r"batch-(\d{6,12})\.png")


@dataclass(frozen=True, eq=False)
class ShownBatch:
    """What one forward pass is given."""

    noised: Tensor  # (B,C,h,w)
    t: Tensor  # (B,) whole
    colours: PreviewMap | None  # None: such latents cannot be shown


@runtime_checkable
class ShowsLatents(Protocol):
    """A task whose network is shown latents with noise."""

    def shown(self, batch: Batch) -> ShownBatch: ...


def batch_png(task: ShowsLatents, passes: Sequence[Batch]) -> bytes | None:
    """The first `SHOWN` pictures of the forward passes of a step; None where they cannot be shown."""
    cells: list[Tensor] = []
    times: list[int] = []
    for batch in passes:
        if len(times) >= SHOWN:
            break
        seen = task.shown(batch)
        if seen.colours is None:
            return None
        cells += [_cell(latents, seen.colours) for latents in seen.noised]
        times += seen.t.tolist()
    if not cells:
        return None
    picture = sheet(torch.stack(cells[:SHOWN]), min(COLUMNS, len(cells)))
    return encode_png(picture, {TIMES: " ".join(map(str, times[:SHOWN]))})


def _cell(latents: Tensor, colours: PreviewMap) -> Tensor:
    """(C,h,w) → (3,SIDE,SIDE), squeezed into a square."""
    rgb = colours.linear(latents).movedim(-1, 0)
    return F.interpolate(rgb[None], size=(SIDE, SIDE), mode="nearest-exact")[0]


def batch_file(step: int) -> str:
    """The name of a step's mini-batch in the samples folder."""
    return f"batch-{step:06d}.png"


def newest_batch(samples: Path) -> tuple[int, Path] | None:
    """The last step whose mini-batch lies in the folder."""
    found = samples.iterdir() if samples.is_dir() else []
    steps = {int(match[1]): path for path in found if (match := _NAME.fullmatch(path.name))}
    return max(steps.items()) if steps else None
