"""What a drag or the clipboard holds, as one of a few things. Reads no file and shows nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any, TypeAlias

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDropEvent, QImage

TEXT_MAX = 20_000  # characters; a longer text is no prompt
MODEL_SUFFIX = ".safetensors"
_NOT_PICTURES = {".svg": "SVG", ".svgz": "SVG", ".pdf": "PDF"}
_ENCODED = ("image/png", "image/webp", "image/tiff", "image/bmp", "image/jpeg", "image/heic")
_LINK = re.compile(r"(https?|ftp|file|data)://?\S+|data:\S+", re.IGNORECASE)


@dataclass(frozen=True)
class PictureFile:
    """One local file; only its bytes will tell what it is."""

    path: str


@dataclass(frozen=True)
class Encoded:
    """A picture as another program packed it, `kind` its MIME type; taken out only after the drop."""

    kind: str


@dataclass(frozen=True)
class ModelFile:
    """One local file that by its name holds the weights of a model."""

    path: str


@dataclass(frozen=True)
class Pixels:
    """A picture that the system or this program holds as plain pixels; taken out only after the drop."""


@dataclass(frozen=True)
class Words:
    """Plain text."""

    text: str


@dataclass(frozen=True)
class Refused:
    """It cannot be used, and a sentence says why: `code` and `data` as those of an error."""

    code: str
    data: dict[str, Any] = field(default_factory=dict)


Dropped: TypeAlias = PictureFile | Encoded | ModelFile | Pixels | Words | Refused


def look_at(mime: QMimeData | None) -> Dropped | None:
    """None for what means nothing here. A file counts before its pixels, both before a link.

    An empty clipboard has no data at all.
    """
    if mime is None:
        return None
    links = mime.urls() if mime.hasUrls() else []
    files = [link.toLocalFile() for link in links if link.isLocalFile()]
    if len(files) > 1:
        return Refused("SeveralPictures", {"count": len(files)})
    if files:
        suffix = PurePath(files[0]).suffix.lower()
        if suffix == MODEL_SUFFIX:
            return ModelFile(files[0])
        other = _NOT_PICTURES.get(suffix)
        if other is not None:
            return Refused("PictureUnsupported", {"path": files[0], "format": other})
        return PictureFile(files[0])
    if mime.hasImage():
        return _picture_in(mime)
    if links:
        return Refused("LinkOnly", {"link": links[0].toString()})
    text = mime.text().strip() if mime.hasText() else ""
    if _LINK.fullmatch(text):
        return Refused("LinkOnly", {"link": text[:200]})
    return Words(text) if 0 < len(text) <= TEXT_MAX else None


def accept_local_files(event: QDropEvent) -> list[str]:
    """Paths of the files and folders that are dragged here or dropped, taken as copies; none for all else."""
    paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
    if paths:
        _accept_copy(event)
    return paths


def accept_picture_file(event: QDropEvent) -> str:
    """Path of the picture file that is dragged here or dropped, which is then taken as a copy; "" for all else."""
    found = look_at(event.mimeData())
    if not isinstance(found, PictureFile):
        return ""
    _accept_copy(event)
    return found.path


def _accept_copy(event: QDropEvent) -> None:
    event.setDropAction(Qt.DropAction.CopyAction)  # a file manager that moved it would delete it
    event.accept()


def _picture_in(mime: QMimeData) -> Dropped:
    """What other programs packed is for our own jailed decoders: Qt would take any format it knows."""
    kinds = [kind for kind in mime.formats() if kind.startswith("image/")]
    for kind in _ENCODED:
        if kind in kinds:
            return Encoded(kind)
    if kinds:
        name = kinds[0].removeprefix("image/").upper()[:20]
        return Refused("PictureUnsupported", {"path": "", "format": name})
    return Pixels()


def pixels_of(mime: QMimeData) -> QImage | None:
    """The pixels in drag or clipboard data; None where they cannot be had."""
    image = mime.imageData()
    if isinstance(image, QImage) and not image.isNull():
        return image
    return None
