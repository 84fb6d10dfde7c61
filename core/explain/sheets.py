"""The sheet: whole pictures over guidance, with the negative prompt and without it.

Axes: rows with and without the negative, columns guidance.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image

from core.contract import events as ev
from core.contract.request import GenerationRequest
from core.files.pictures import images
from core.generation.generate import generate
from core.generation.loader import Loader

GAP = 4  # px between pictures
GROUND = (128, 128, 128)


@dataclass(frozen=True)
class Cell:
    """One picture of a sheet."""

    guidance_scale: float
    has_negative: bool
    path: str


def sheet_requests(
    request: GenerationRequest, scales: Sequence[float], folder: Path
) -> list[tuple[Cell, GenerationRequest]]:
    """What is to be drawn: with the negative, if there is one, and without.

    Up to a guidance of 1 the negative is not read, so that picture is drawn once.
    """
    rows = (True, False) if request.negative else (False,)
    asked = []
    for has_negative in rows:
        for scale in scales:
            if has_negative and scale <= 1:
                continue
            name = f"{'with' if has_negative else 'without'}-{scale:g}.png"
            path = str(folder / name)
            one = replace(
                request,
                guidance_scale=scale,
                negative=request.negative if has_negative else None,
                negative_expanded=request.negative_expanded if has_negative else None,
                output=path,
                count=1,
                overwrite=True,
            )
            asked.append((Cell(scale, has_negative, path), one))
    return asked


def draw_sheet(
    requests: Sequence[tuple[Cell, GenerationRequest]],
    loader: Loader,
    cancelled: Callable[[], bool],
    job: str,
    tell: Callable[[Cell], ev.Event] | None = None,
) -> Generator[ev.Event, None, tuple[Cell, ...]]:
    """Draws one after the other; yields the events of each but its end, and returns those that are done.

    `tell`: the event that follows each finished one. Raises what `generate` raises.
    """
    done: list[Cell] = []
    for cell, request in requests:
        for event in generate(request, loader, cancelled, job):
            if isinstance(event, ev.JobCancelled):
                return tuple(done)
            if not isinstance(event, (ev.JobDone, ev.ImageDone)):
                yield event
        done.append(cell)
        if tell is not None:
            yield tell(cell)
    return tuple(done)


def sheet(cells: Sequence[Cell]) -> Image.Image:
    """All pictures in one: a row for each kind, a column for each guidance. At least one cell."""
    scales = sorted({cell.guidance_scale for cell in cells})
    rows = sorted({cell.has_negative for cell in cells}, reverse=True)
    read = {(c.has_negative, c.guidance_scale): images.read_picture(c.path) for c in cells}
    width, height = next(iter(read.values())).size
    board = Image.new(
        "RGB", (len(scales) * (width + GAP) - GAP, len(rows) * (height + GAP) - GAP), GROUND
    )
    for row, has_negative in enumerate(rows):
        for column, scale in enumerate(scales):
            own = read.get((has_negative, scale)) or read.get((False, scale))
            if own is not None and (scale <= 1 or (has_negative, scale) in read):
                board.paste(own, (column * (width + GAP), row * (height + GAP)))
    return board
