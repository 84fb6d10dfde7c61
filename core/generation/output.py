"""Where the pictures of a request go: names, and whether anything can be written there.

A folder gets `<time>-<seed>.png`; a file its own name, or with a count `name-0001.png` and so on.
Looked at before drawing, so that nobody waits for a picture that cannot be kept.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from core.contract.errors import FileAlreadyThere, InvalidValue, NotWritable
from core.contract.request import GenerationRequest
from core.files import store
from core.files.pictures.images import PNG_SUFFIX
from core.files.places import is_folder, nearest

OTHER_FORMATS = frozenset({".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".avif"})
SAME_SECOND_MAX = 10_000  # pictures of one seed and second in one folder


@dataclass(frozen=True)
class Output:
    """The places of one request's pictures."""

    folder: Path
    names: tuple[str, ...] | None  # of each picture; None: named by time and seed
    overwrite: bool

    @staticmethod
    def of(request: GenerationRequest) -> Output:
        """An existing folder is a folder whatever its name. Raises `InvalidValue` for another format."""
        path = Path(request.output)
        is_place = request.output.endswith(("/", os.sep)) or is_folder(path)
        suffix = path.suffix.lower()
        if is_place or suffix != PNG_SUFFIX:
            if suffix in OTHER_FORMATS and not is_place:
                raise InvalidValue("output", request.output, "a folder or a file ending in .png")
            return Output(path, None, overwrite=False)
        names: tuple[str, ...] = (path.name,)
        if request.count > 1:
            numbers = range(1, request.count + 1)
            names = tuple(f"{path.stem}-{number:04}{path.suffix}" for number in numbers)
        return Output(path.parent, names, request.overwrite)

    def check(self) -> None:
        """Raises `FileAlreadyThere`, `NotWritable`, `DiskFull`; leaves no trace."""
        names = self.names or ()
        for name in names:
            path = self.folder / name
            if is_folder(path):
                raise NotWritable(str(path), "a folder is in the way")
            if not self.overwrite and os.path.lexists(path):
                raise FileAlreadyThere(str(path))
        _try_to_write(self.folder, names)

    def save(self, data: bytes, index: int, seed: int) -> Path:
        """Write picture `index` durably and return its path. Raises what `store.write_bytes` raises."""
        with store.folder_for(self.folder):
            if self.names is None:
                return self._save_by_time(data, seed)
            path = self.folder / self.names[index]
            store.write_bytes(path, data, overwrite=self.overwrite)
            return path

    def _save_by_time(self, data: bytes, seed: int) -> Path:
        stem = f"{datetime.now().astimezone():%Y%m%d-%H%M%S}-{seed}"
        for number in range(1, SAME_SECOND_MAX):
            path = self.folder / (f"{stem}.png" if number == 1 else f"{stem}-{number}.png")
            try:
                store.write_bytes(path, data, overwrite=False)
            except FileAlreadyThere:
                continue
            return path
        raise FileAlreadyThere(str(self.folder / f"{stem}.png"))


class _Enough(Exception):
    """Leaves a trial write before it is committed."""


def _try_to_write(folder: Path, names: tuple[str, ...]) -> None:
    """Begin a file in the folder, or in its nearest parent that exists, and drop it.

    The names that are still to be made are only looked up: the system tells which ones it never takes.
    """
    place = nearest(folder)
    if not is_folder(place):
        raise NotWritable(str(folder), "a file is in the way")
    new = (*folder.parts[len(place.parts) :], *names)
    for path in (folder, *(folder / name for name in names), *(place / name for name in new)):
        _look_up(path)
    try:
        with store.stream(place / "trial"):
            raise _Enough
    except _Enough:
        return
    except NotWritable as error:
        raise NotWritable(str(folder), error.reason) from error


def _look_up(path: Path) -> None:
    """Raises `NotWritable` for a path that is too long or otherwise impossible."""
    try:
        path.lstat()
    except FileNotFoundError:
        return
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise NotWritable(str(path), reason) from error
