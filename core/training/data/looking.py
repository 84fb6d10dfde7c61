"""The first look at the photos that something is taught with: which count, and which part of each.

A photo that cannot be read is left out and told; a training ends only where none is left. What was found
lies in the run folder, so that a resumed run cuts as before and, once the latents are made, needs no photo.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.contract.errors import (
    DatasetInvalid,
    ReverieError,
    RunFolderInvalid,
)
from core.contract.notices import (
    PHOTOS_ALIKE,
    PHOTOS_ENLARGED,
    PHOTOS_FACELESS,
    PHOTOS_FEW,
    PHOTOS_LEFT_OUT,
    PHOTOS_LOOKED_AT,
    PHOTOS_UNKNOWN,
)
from core.contract.teaching import CropAround
from core.files import store
from core.files.photos import crop, faces, measures, prints
from core.files.photos.buckets import bucket_of, bucket_sizes
from core.files.photos.choices import Choice
from core.files.photos.crop import Box
from core.files.photos.listing import Entry
from core.files.photos.saliency import find_subject
from core.files.pictures import jailed as jailed_pictures
from core.training.data.dataset import PictureSet, Progress, reason_of
from core.training.data.framing import Frame

FILE = "photos.json"  # in the run folder, and in its folder of the class
LOOKED_AT = 256  # px of the longer side, where nothing is looked for in a picture
FEW = 3  # photos
NAMED, UNKNOWN_NAMED = 5, 3


@dataclass(frozen=True)
class Wanted:
    """How photos are to be cut."""

    resolution: int  # px
    multiple: int = 8  # sides are multiples of it
    buckets: bool = False  # each keeps about its shape; else squares
    around: CropAround | None = "subject"  # what boxes are laid around; None: the middle is cut
    choices: Mapping[str, Choice] = field(default_factory=dict)  # by name; they go before all rules


class Looking:
    """The pass over all photos: iterate it for its progress, then take `pictures` and `notices`.

    Raises `DatasetInvalid` where no photo is left.
    """

    def __init__(self, folder: Path, entries: list[Entry], wanted: Wanted) -> None:
        self._folder, self._wanted = folder, wanted
        self._unknown = sorted(set(wanted.choices) - {entry.name for entry in entries})
        self._entries = [entry for entry in entries if not self._choice(entry).left_out]
        self._sizes = bucket_sizes(wanted.resolution, wanted.multiple)
        self._kept: list[tuple[Entry, Frame]] = []
        self._prints: list[prints.Fingerprint] = []
        self._bad: list[tuple[str, ReverieError]] = []
        self._faceless: list[str] = []

    def __iter__(self) -> Iterator[Progress]:
        for number, entry in enumerate(self._entries, start=1):
            try:
                self._look(entry)
            except ReverieError as error:
                self._bad.append((entry.name, error))
            yield Progress(PHOTOS_LOOKED_AT, number, len(self._entries))
        if not self._kept:
            reason = (
                f"{self._bad[0][0]}: {reason_of(self._bad[0][1])}"
                if self._bad
                else "all are left out"
            )
            raise DatasetInvalid(str(self._folder), f"none of its photos can be used ({reason})")

    @property
    def pictures(self) -> PictureSet:
        entries, frames = [e for e, _ in self._kept], [f for _, f in self._kept]
        return PictureSet(self._folder, entries, self._wanted.resolution, frames).noted()

    @property
    def notices(self) -> list[tuple[str, dict[str, Any]]]:
        """What a person should know of them: code and data."""
        found: list[tuple[str, dict[str, Any]]] = []
        if self._unknown:  # no error: photos go while the list of a window stays
            data = {"names": _named(self._unknown, UNKNOWN_NAMED), "count": len(self._unknown)}
            found.append((PHOTOS_UNKNOWN, data))
        if self._bad:
            names = [name for name, _ in self._bad]
            data = {
                "names": _named(names),
                "count": len(names),
                "reason": reason_of(self._bad[0][1]),
            }
            found.append((PHOTOS_LEFT_OUT, data))
        if self._faceless:
            data = {"names": _named(self._faceless), "count": len(self._faceless)}
            found.append((PHOTOS_FACELESS, data))
        if len(self._kept) < FEW:
            found.append((PHOTOS_FEW, {"count": len(self._kept)}))
        first = self._prints[0]
        if len(self._prints) > 1 and all(
            prints.same_picture(first, other) for other in self._prints[1:]
        ):
            found.append((PHOTOS_ALIKE, {"count": len(self._kept)}))
        small = [entry.name for entry, frame in self._kept if _is_enlarged(frame)]
        if small:
            data = {"names": _named(small), "count": len(small), "side": self._wanted.resolution}
            found.append((PHOTOS_ENLARGED, data))
        return found

    def _look(self, entry: Entry) -> None:
        path, choice = self._folder / entry.name, self._choice(entry)
        photo = jailed_pictures.size_of(path)
        # As the window's checks do, so that what it shows is what is cut.
        longest = LOOKED_AT if self._wanted.around is None else measures.LOOKED_AT
        pixels = jailed_pictures.pixels_of(path, longest=longest)
        rgb = np.frombuffer(pixels.rgb, np.uint8).reshape(pixels.height, pixels.width, 3)
        if choice.turned:
            rgb = np.ascontiguousarray(np.rot90(rgb, -choice.turned))
            photo = photo[::-1] if choice.turned % 2 else photo
        self._kept.append((entry, self._frame(entry, rgb, photo, choice)))
        self._prints.append(measures.fingerprint(rgb))

    def _frame(
        self, entry: Entry, rgb: NDArray[np.uint8], photo: tuple[int, int], choice: Choice
    ) -> Frame:
        box = choice.crop
        shape = photo if box is None else _size_in(box, photo)
        size = bucket_of(shape, self._sizes) if self._wanted.buckets else self._square()
        aspect = size[0] / size[1]
        if box is not None:  # what was chosen, to the nearest shape that can be learned
            fitted = crop.around(crop.WHOLE, shape, aspect)
            box = _inside(box, fitted)
        else:
            box = self._found(entry, rgb, photo, aspect)
        return Frame(size, photo, box, choice.turned)

    def _found(
        self, entry: Entry, rgb: NDArray[np.uint8], photo: tuple[int, int], aspect: float
    ) -> Box:
        """What is learned of a photo about which nothing was decided."""
        if self._wanted.around is None:
            return crop.middle(photo, aspect)
        if self._wanted.around == "face":
            found = faces.find_faces(rgb)
            if found:
                return crop.head_and_shoulders(found[0].box, photo, aspect, self._wanted.resolution)
            self._faceless.append(entry.name)
        return crop.around(find_subject(rgb).box, photo, aspect)

    def _square(self) -> tuple[int, int]:
        return (self._wanted.resolution, self._wanted.resolution)

    def _choice(self, entry: Entry) -> Choice:
        return self._wanted.choices.get(entry.name, Choice())


def write_pictures(run: Path, pictures: PictureSet) -> None:
    """Note down what is learned from, so that it can be told without the files: in a run folder, or in one inside."""
    frames = pictures.frames
    items: list[dict[str, Any]] = []
    for number, entry in enumerate(pictures.entries):
        item = {"name": entry.name, "caption": entry.caption, "bytes": entry.bytes}
        items.append(item if frames is None else {**item, **_plain(frames[number])})
    data = {"folder": str(pictures.folder), "resolution": pictures.resolution, "pictures": items}
    store.write_json(run / FILE, data)


def read_pictures(run: Path) -> PictureSet | None:
    """What was noted down; None where nothing was. Raises `RunFolderInvalid` for what is damaged."""
    if not (run / FILE).is_file():
        return None
    try:
        data = json.loads((run / FILE).read_text(encoding="utf-8"))
        items = data["pictures"]
        entries = [Entry(str(i["name"]), str(i["caption"]), int(i["bytes"])) for i in items]
        is_framed = any("crop" in item for item in items)
        frames = [_frame(item) for item in items] if is_framed else None
        return PictureSet(Path(data["folder"]), entries, int(data["resolution"]), frames)
    except (OSError, ValueError, TypeError, KeyError, ReverieError) as error:
        raise RunFolderInvalid(str(run), f"its {FILE} is damaged") from error


def _plain(frame: Frame) -> dict[str, Any]:
    return {
        "size": frame.size,
        "photo": frame.photo,
        "crop": frame.box.numbers,
        "turned": frame.turned,
    }


def _frame(item: dict[str, Any]) -> Frame:
    box = Box(*map(float, item["crop"]))
    return Frame(_pair(item["size"]), _pair(item["photo"]), box, int(item["turned"]))


def _pair(values: list[Any]) -> tuple[int, int]:
    width, height = values
    return (int(width), int(height))


def _size_in(box: Box, photo: tuple[int, int]) -> tuple[int, int]:
    left, top, right, bottom = box.pixels(photo)
    return (max(1, round(right - left)), max(1, round(bottom - top)))


def _inside(outer: Box, inner: Box) -> Box:
    """A box that is given in shares of another one."""
    width, height = outer.right - outer.left, outer.bottom - outer.top
    return Box(
        outer.left + inner.left * width,
        outer.top + inner.top * height,
        min(1.0, outer.left + inner.right * width),
        min(1.0, outer.top + inner.bottom * height),
    )


def _is_enlarged(frame: Frame) -> bool:
    width, height = _size_in(frame.box, frame.photo)
    return width < frame.size[0] or height < frame.size[1]


def _named(names: list[str], most: int = NAMED) -> str:
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more} more" if more > 0 else "")
