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
from core.files.images import PNG_SUFFIX

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
        is_folder = request.output.endswith(("/", os.sep)) or path.is_dir()
        suffix = path.suffix.lower()
        if is_folder or suffix != PNG_SUFFIX:
            if suffix in OTHER_FORMATS and not is_folder:
                raise InvalidValue("output", request.output, "a folder or a file ending in .png")
            return Output(path, None, overwrite=False)
        names: tuple[str, ...] = (path.name,)
        if request.count > 1:
            numbers = range(1, request.count + 1)
            names = tuple(f"{path.stem}-{number:04}{path.suffix}" for number in numbers)
        return Output(path.parent, names, request.overwrite)

    def check(self) -> None:
        """Raises `FileAlreadyThere`, `NotWritable`, `DiskFull`; leaves no trace."""
        for name in self.names or ():
            path = self.folder / name
            if path.is_dir():
                raise NotWritable(str(path), "a folder is in the way")
            if not self.overwrite and os.path.lexists(path):
                raise FileAlreadyThere(str(path))
        _try_to_write(self.folder)

    def save(self, data: bytes, index: int, seed: int) -> Path:
        """Write picture `index` durably and return its path. Raises what `store.write_bytes` raises."""
        store.make_folder(self.folder)
        if self.names is not None:
            path = self.folder / self.names[index]
            store.write_bytes(path, data, overwrite=self.overwrite)
            return path
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


def _try_to_write(folder: Path) -> None:
    """Begin a file in the folder, or in its nearest parent that exists, and drop it."""
    place = folder
    while not place.exists() and place != place.parent:
        place = place.parent
    if not place.is_dir():
        raise NotWritable(str(folder), "a file is in the way")
    try:
        with store.stream(place / "trial"):
            raise _Enough
    except _Enough:
        return
    except NotWritable as error:
        raise NotWritable(str(folder), error.reason) from error
