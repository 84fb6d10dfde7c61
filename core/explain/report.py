"""Everything about one generation as a folder: PNG files and one `explain.json`, complete or not at all.

The picture is drawn, recorded, and each part written from the recording and the model. A part that this
model or run cannot have is left out, and told; alone it is an error.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.contract import codec, notices
from core.contract import events as ev
from core.contract.errors import InvalidValue
from core.contract.explain import MissingEncoder, PartName
from core.contract.recipe import Recipe
from core.contract.request import GenerationRequest
from core.explain import report_parts
from core.explain.answer import Answer
from core.explain.recording import Leaving, Recording
from core.explain.report_parts import Shown, Wanted
from core.explain.report_place import JSON_FILE, check_place
from core.explain.session import comparable, fitted_mask
from core.files import folder_store, store
from core.files.pictures import images
from core.generation.generate import generate
from core.generation.loader import Loader

PICTURE, BRANCH = "picture.png", "branch.png"
SIDE = 256  # px: glances are enlarged to about this


@dataclass(frozen=True)
class BranchWish:
    """Leave the run at `step` and go on as `request` says."""

    step: int
    request: GenerationRequest
    mask: str | None = None


def report(
    wanted: Wanted,
    branch: BranchWish | None,
    output: str,
    loader: Loader,
    cancelled: Callable[[], bool],
    job: str = "",
) -> Iterator[ev.Event]:
    """Draw, look, and write the folder `output`; ends with `JobDone` or `JobCancelled`, as `generate`.

    Raises as `check_place`, and what drawing and reading raise.
    """
    final, overwrite = Path(output), wanted.request.overwrite
    check_place(final, overwrite=overwrite)
    with folder_store.scratch_folder(final) as folder:
        end = yield from _Report(wanted, branch, folder, loader, cancelled, job).written()
        if isinstance(end, ev.JobDone):
            folder_store.commit_folder(folder, final, overwrite=overwrite)
    yield end


@dataclass
class _Report:
    """One report on its way. `figures` becomes the JSON."""

    wanted: Wanted
    branch: BranchWish | None
    folder: Path
    loader: Loader
    cancelled: Callable[[], bool]
    job: str

    def __post_init__(self) -> None:
        self.figures: dict[str, Any] = {}

    def written(self) -> Generator[ev.Event, None, ev.Event]:
        """The end of the job, after all files."""
        run = Recording(maps="words" in self.wanted.parts)
        end = yield from self._draw(replace(self.wanted.request, output=self._path(PICTURE)), run)
        if isinstance(end, ev.JobDone) and self.branch is not None:
            end = yield from self._branched(self.branch, run)
        if not isinstance(end, ev.JobDone):
            return end
        shown = Shown(self.wanted, run, self._path(PICTURE))
        for part in self.wanted.parts:
            stopped = yield from self._part(part, shown)
            if stopped:
                return ev.JobCancelled(self.job)
        recipe = Recipe.from_json(images.read_texts(self._path(PICTURE))[images.RECIPE_KEY])
        told = {"picture": PICTURE, "recipe": codec.to_json(recipe)}
        store.write_json(self.folder / JSON_FILE, {**told, **self.figures})
        return end

    def _draw(
        self, request: GenerationRequest, run: Recording
    ) -> Generator[ev.Event, None, ev.Event]:
        """The events of a picture but for its end, which is returned."""
        for event in generate(request, self.loader, self.cancelled, self.job, run):
            if isinstance(event, (ev.JobDone, ev.JobCancelled)):
                return event
            if not isinstance(event, ev.ImageDone):
                yield event
        raise AssertionError("a job ends with an end")

    def _branched(self, branch: BranchWish, run: Recording) -> Generator[ev.Event, None, ev.Event]:
        mask = None
        if branch.mask is not None:
            mask = fitted_mask(images.read_picture(branch.mask, ground="black"), run)
        is_changed = comparable(branch.request) != comparable(self.wanted.request)
        other = Recording(leaving=Leaving(run, branch.step, mask, is_changed))
        request = replace(branch.request, output=self._path(BRANCH))
        end = yield from self._draw(request, other)
        if run.image is not None and other.image is not None:
            same = images.pixel_hash(run.image) == images.pixel_hash(other.image)
            self.figures["branch"] = {"step": branch.step, "picture": BRANCH, "identical": same}
        return end

    def _part(self, part: PartName, shown: Shown) -> Generator[ev.Event, None, bool]:
        """Write one part. True: it was stopped."""
        found: dict[str, Any] = {}
        files: dict[str, str] = {}
        try:
            for item in report_parts.PARTS[part](shown, self.loader, self.cancelled, self.job):
                if isinstance(item, Answer):
                    files |= self._write(part, item)
                    found |= item.figures
                else:
                    yield item
                if self.cancelled():
                    return True
        except (MissingEncoder, InvalidValue) as error:
            if len(self.wanted.parts) == 1:
                raise
            needs = _needs(error)
            found |= {"left_out": needs}
            yield ev.Notice(self.job, notices.PART_LEFT_OUT, {"part": part, "needs": needs})
        self.figures[part] = {**found, "files": files} if files else found
        yield ev.Explained(self.job, part)
        return False

    def _write(self, part: PartName, answer: Answer) -> dict[str, str]:
        """Files of an answer below the folder of its part; returns their places by name."""
        found = {name: enlarged(rgb) for name, rgb in answer.glances.items()}
        for name, image in answer.pictures.items():
            found[f"{name}-developed" if name in found else name] = image
        return {name: self._save(part, name, image) for name, image in found.items()}

    def _save(self, part: str, name: str, image: Image.Image) -> str:
        place = f"{part}/{file_name(name)}.png"
        store.make_folder(self.folder / part)
        store.write_bytes(self.folder / place, images.encode_png(image, {}))
        return place

    def _path(self, name: str) -> str:
        return str(self.folder / name)


def enlarged(rgb: NDArray[np.uint8]) -> Image.Image:
    """A glance (h,w,3) with its cells as squares, about `SIDE` px wide."""
    times = max(1, SIDE // rgb.shape[1])
    return Image.fromarray(rgb.repeat(times, axis=0).repeat(times, axis=1))


def file_name(name: str) -> str:
    """`name` without what a file system may dislike."""
    plain = "".join(c if c.isalnum() or c in "-_.+" else "_" for c in name)
    return plain.strip(".")[:100] or "_"


def _needs(error: MissingEncoder | InvalidValue) -> str:
    """What a part that is left out would want."""
    if isinstance(error, MissingEncoder):
        return f"{' and '.join(error.files)} of {error.repository}"
    return f"{error.field} {error.expected}"
