"""What a training did so far, as a folder: curves, samples, a mini-batch and `explain.json`, complete or not at all.

Only reads the run folder; a training that runs meanwhile is not disturbed.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PIL import Image

from core.contract import events as ev
from core.contract.digits import ShowRun
from core.explain.plot import plot
from core.explain.report_place import JSON_FILE, check_place
from core.explain.run_view import run_answer, sample
from core.files import folder_store, store
from core.files.pictures import images
from core.training.run_state import RunFolder

NO_CURVE = ("step", "seconds")  # in a line of the log, but nothing that is learned
BATCH = "batch.png"


def report(
    run_folder: str,
    output: str,
    cancelled: Callable[[], bool],
    *,
    overwrite: bool = False,
    job: str = "",
) -> Iterator[ev.Event]:
    """Write the folder `output`; ends with `JobDone` or `JobCancelled`.

    Raises as `check_place` and `run_answer`, and what writing raises.
    """
    final = Path(output)
    check_place(final, overwrite=overwrite)
    seen = run_answer(ShowRun(run_folder))
    with folder_store.scratch_folder(final) as folder:
        figures: dict[str, Any] = {**seen.figures}
        figures["curves"] = _curves(figures["log"], folder / "curves")
        if "batch" in seen.glances:
            _write(folder / BATCH, Image.fromarray(seen.glances["batch"]))
            figures["batch"] = {**figures["batch"], "picture": BATCH}
        steps: list[int] = figures["samples"]
        figures["samples"] = []
        for done, step in enumerate(steps, start=1):
            if cancelled():
                yield ev.JobCancelled(job)
                return
            figures["samples"].append(_sample(RunFolder(run_folder), step, folder))
            yield ev.Step(job, done, len(steps))
        store.write_json(folder / JSON_FILE, figures)
        folder_store.commit_folder(folder, final, overwrite=overwrite)
    yield ev.JobDone(job, 0.0)


def curves_of(log: list[dict[str, Any]]) -> dict[str, list[tuple[int, float]]]:
    """Each figure of a training's log as points (step, value), by its name."""
    found: dict[str, list[tuple[int, float]]] = {}
    for line in log:
        for name, value in line.items():
            if name not in NO_CURVE and isinstance(value, int | float) and math.isfinite(value):
                found.setdefault(name, []).append((int(line["step"]), float(value)))
    return found


def _curves(log: list[dict[str, Any]], folder: Path) -> dict[str, str]:
    """A picture of each figure over the steps, by the figure's name; paths from the report's folder."""
    curves = curves_of(log)
    if curves:
        store.make_folder(folder)
    for name, points in curves.items():
        _write(folder / f"{name}.png", plot(name.replace("_", " "), points))
    return {name: f"{folder.name}/{name}.png" for name in curves}


def _sample(run: RunFolder, step: int, folder: Path) -> dict[str, Any]:
    store.make_folder(folder / "samples")
    name = f"samples/step-{step:06}.png"
    _write(folder / name, Image.fromarray(sample(run, step)))
    return {"step": step, "picture": name}


def _write(path: Path, image: Image.Image) -> None:
    store.write_bytes(path, images.encode_png(image, {}))
