"""What the two digit networks do, as a folder: PNG files and one `explain.json`, complete or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image

from core.checkpoints.digits_folder import DigitModel
from core.contract import events as ev
from core.contract.digits import SIDE, TIMES, MakeDigit
from core.explain.digits.make import Frame, made
from core.explain.digits.score import enlarged, noised, scores
from core.explain.report_place import JSON_FILE, check_place
from core.files import folder_store, store
from core.files.pictures import images
from core.training.digits.render import picture_of
from core.training.digits.rendered import to_grey_pixels, to_images

UNSEEN_SEED = 1_000_000  # of renders that no training saw
LEVELS = (None, *range(0, TIMES, 100), TIMES - 1)  # time steps; None: no noise
SHOWN = 12  # frames of each way that become pictures


@dataclass(frozen=True)
class Wish:
    """What to write: the way to a digit, and the score of `drawing` (a path; None: one that we render)."""

    asked: MakeDigit
    drawing: str | None = None
    overwrite: bool = False


def report(
    model: DigitModel, wish: Wish, output: str, cancelled: Callable[[], bool], job: str = ""
) -> Iterator[ev.Event]:
    """Write the folder `output`; ends with `JobDone` or `JobCancelled`.

    Raises as `check_place`, and what reading a picture and writing raise.
    """
    final = Path(output)
    check_place(final, overwrite=wish.overwrite)
    drawing = read_drawing(wish)
    with folder_store.scratch_folder(final) as folder:
        figures: dict[str, Any] = {"digit": wish.asked.digit, "seed": wish.asked.made_seed}
        figures["score"] = _levels(model, drawing, folder)
        lanes: dict[str, list[Frame]] = {"climb": [], "diffuse": []}
        total = wish.asked.climb_steps + wish.asked.diffuse_steps
        for done, frame in enumerate(made(model, wish.asked), start=1):
            if cancelled():
                yield ev.JobCancelled(job)
                return
            lanes[frame.way].append(frame)
            yield ev.Step(job, done, total)
        for way, frames in lanes.items():
            figures[way] = _lane(frames, folder / way)
        store.write_json(folder / JSON_FILE, figures)
        folder_store.commit_folder(folder, final, overwrite=wish.overwrite)
    yield ev.JobDone(job, 0.0)


def read_drawing(wish: Wish) -> NDArray[np.uint8]:
    """The picture to be judged (S,S), dark ink on light paper. Raises what reading a picture raises."""
    if wish.drawing is None:
        return picture_of(UNSEEN_SEED, wish.asked.digit, SIDE)
    grey = images.read_picture(wish.drawing).convert("L")
    short = min(grey.size)
    left, top = (grey.width - short) // 2, (grey.height - short) // 2
    square = grey.crop((left, top, left + short, top + short))
    return np.asarray(square.resize((SIDE, SIDE), Image.Resampling.BOX), np.uint8)


def _levels(model: DigitModel, drawing: NDArray[np.uint8], folder: Path) -> list[dict[str, Any]]:
    """The scores of a drawing over noise levels; each picture that was judged as `score/….png`."""
    clean, figures = to_grey_pixels(torch.from_numpy(drawing.copy())[None]), []
    store.make_folder(folder / "score")
    for t in LEVELS:
        judged = noised(model, clean, t, 0)
        (score,) = scores(model, judged)
        name = f"score/{'clean' if t is None else f'noised-{t:04}'}.png"
        _write(folder / name, to_images(judged)[0])
        figures.append({"t": t, "picture": name, **score.figures()})
    return figures


def _lane(frames: list[Frame], folder: Path) -> list[dict[str, Any]]:
    """One way: the figures of all its steps, and pictures of some."""
    store.make_folder(folder)
    shown = set(np.linspace(0, len(frames) - 1, SHOWN).round().astype(int).tolist())
    figures: list[dict[str, Any]] = []
    for place, frame in enumerate(frames):
        told: dict[str, Any] = {"step": frame.step, "t": frame.t, "score": frame.score}
        if place in shown:
            told["picture"] = f"{folder.name}/step-{frame.step:04}.png"
            _write(folder / f"step-{frame.step:04}.png", frame.image)
        figures.append(told)
    return figures


def _write(path: Path, image: NDArray[np.uint8]) -> None:
    store.write_bytes(path, images.encode_png(Image.fromarray(enlarged(image)), {}))
