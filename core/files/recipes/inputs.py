"""The exact start pictures and masks of saved pictures, each kept once, by content, so that *again* can work.

They lie in `<folder>/.reverie/inputs/<pixel hash>.png`. Nothing removes them: a picture that comes back
from the trash, or from a backup, still finds its own.
"""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

from PIL import Image

from core.contract.errors import FileAlreadyThere, FileMissing
from core.files import folders, store
from core.files.pictures import images

INPUTS = Path(folders.HIDDEN) / "inputs"
_HASH = re.compile(r"[0-9a-f]{64}")


def keep_input(folder: Path | str, image: Image.Image) -> str:
    """Store the RGB picture below `folder` unless it is there already; returns its pixel hash.

    Raises the errors of `store`.
    """
    digest = images.pixel_hash(image)
    path = input_path(folder, digest)
    if not path.exists():
        data = images.encode_png(image, {})
        with store.folder_for(path.parent), suppress(FileAlreadyThere):
            # … where another process kept the same picture a moment ago
            store.write_bytes(path, data, overwrite=False)
    return digest


def input_path(folder: Path | str, digest: str) -> Path:
    """Where the picture of that hash is kept (64 hex digits, else `FileMissing`)."""
    path = Path(folder) / INPUTS / f"{digest[:64]}.png"
    if not _HASH.fullmatch(digest):
        raise FileMissing(str(path))
    return path
