"""Picture files → QImage, safely. Knows no widget and keeps nothing.

The bytes decide what a file is, never its name: the reader gets one fixed format of a short list,
so that no other plug-in of Qt (SVG, PDF, TGA …) ever sees them. Reads only; may run on any thread.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QColorSpace, QImage, QImageReader, QImageWriter, QPainter

from core.contract.errors import (
    FileMissing,
    FileUnreadable,
    PictureBroken,
    PictureTooLarge,
    PictureUnsupported,
)

MEGAPIXELS_MAX = 100
ALLOCATION_MAX = 256  # MB for one decoded picture
LONGEST = 4096  # px: no frame can be larger, so more is never kept
PACKED_LIGHTLY = 80  # of 100: what is written here is read once
_HEAD = 512  # bytes that tell the format
_TAIL = 1 << 20  # bytes in which a whole JPEG has its end mark

OPENED = ("png", "jpeg", "webp", "tiff", "bmp")
_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"BM", "bmp"),
    (b"GIF8", "gif"),
    (b"%PDF", "pdf"),
    (b"8BPS", "psd"),
    (b"\0\0\1\0", "ico"),
    (b"PK\3\4", "zip"),
)
_BRANDS = {b"avif": "avif", b"avis": "avif", b"heic": "heic", b"heix": "heic", b"mif1": "heic"}


def looks_like(head: bytes) -> str:
    """The format the first bytes of a file show, "unknown" where they show none."""
    for magic, name in _MAGIC:
        if head.startswith(magic):
            return name
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], "video")
    if b"<svg" in head.lower():
        return "svg"
    return "unknown"


def read_picture(path: str, longest: int = LONGEST) -> QImage:
    """The picture in `path`, upright, in sRGB, over white, no side above `longest` px (RGB32).

    Raises `FileMissing`, `FileUnreadable`, `PictureUnsupported`, `PictureTooLarge`,
    `PictureBroken`.
    """
    head, tail = _ends(path)
    kind = looks_like(head)
    if kind not in OPENED:
        raise PictureUnsupported(path, kind)
    if kind == "jpeg" and b"\xff\xd9" not in tail:  # Qt would fill the rest with grey
        raise PictureBroken(path, "it ends too early")
    QImageReader.setAllocationLimit(ALLOCATION_MAX)
    reader = QImageReader(path, QByteArray(kind.encode()))
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or size.isEmpty():
        raise PictureBroken(path, reader.errorString())
    if size.width() * size.height() > MEGAPIXELS_MAX * 1_000_000:
        raise PictureTooLarge(path, size.width(), size.height(), MEGAPIXELS_MAX)
    if max(size.width(), size.height()) > longest:
        reader.setScaledSize(_within(size, longest))
    image = reader.read()
    if image.isNull():
        if size.width() * size.height() * 4 > ALLOCATION_MAX << 20:
            limit = (ALLOCATION_MAX << 20) // 4_000_000
            raise PictureTooLarge(path, size.width(), size.height(), limit)
        raise PictureBroken(path, reader.errorString())
    return flattened(image)


def flattened(image: QImage, longest: int = LONGEST) -> QImage:
    """`image` in sRGB over white, no side above `longest` px, as RGB32."""
    if max(image.width(), image.height()) > longest:
        mode = Qt.TransformationMode.SmoothTransformation
        image = image.scaled(
            _within(image.size(), longest), Qt.AspectRatioMode.IgnoreAspectRatio, mode
        )
    if image.colorSpace().isValid() and image.colorSpace() != QColorSpace(_SRGB):
        image = image.convertedToColorSpace(QColorSpace(_SRGB))
    if not image.hasAlphaChannel():
        return image.convertToFormat(QImage.Format.Format_RGB32)
    result = QImage(image.size(), QImage.Format.Format_RGB32)
    result.fill(Qt.GlobalColor.white)
    painter = QPainter(result)
    painter.drawImage(0, 0, image)
    painter.end()
    return result


def read_png(data: bytes) -> QImage:
    """A small PNG held in memory; null where it cannot be read."""
    buffer = QBuffer()
    buffer.setData(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    QImageReader.setAllocationLimit(ALLOCATION_MAX)
    reader = QImageReader(buffer, QByteArray(b"png"))
    reader.setAutoDetectImageFormat(False)
    return reader.read()


def png_bytes(image: QImage) -> bytes:
    """`image` as a PNG file's content; writing it is the store's task."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"png"))
    writer.setQuality(PACKED_LIGHTLY)
    if not writer.write(image):
        raise PictureBroken("", writer.errorString())
    return bytes(buffer.data().data())


_NO_FILE = "it is no ordinary file"
_SRGB = QColorSpace.NamedColorSpace.SRgb


def _ends(path: str) -> tuple[bytes, bytes]:
    """First and last bytes of a file."""
    try:
        if not stat.S_ISREG(Path(path).stat().st_mode):  # a pipe would never answer
            raise FileUnreadable(path, _NO_FILE)
        with Path(path).open("rb") as file:
            head = file.read(_HEAD)
            file.seek(max(0, os.fstat(file.fileno()).st_size - _TAIL))
            return head, file.read(_TAIL)
    except FileNotFoundError as error:
        raise FileMissing(path) from error
    except (OSError, ValueError) as error:  # a name may hold what no name can
        raise FileUnreadable(path, getattr(error, "strerror", None) or str(error)) from error


def _within(size: QSize, longest: int) -> QSize:
    scaled = size.scaled(longest, longest, Qt.AspectRatioMode.KeepAspectRatio)
    return QSize(max(scaled.width(), 1), max(scaled.height(), 1))
