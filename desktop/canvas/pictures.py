"""Picture files → QImage, safely. Knows no widget and keeps nothing.

Qt's own readers see no file at all: a stranger's picture is decoded in the jail (`core/files/pictures/jailed.py`)
and comes back as plain pixels. Qt reads only the small PNGs that our engine sends. May run on any thread.
"""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QColorSpace, QImage, QImageReader, QImageWriter, QPainter

from core.contract.errors import PictureBroken
from core.files.pictures import jailed as jailed_pictures

ALLOCATION_MAX = 16  # MB for one of the engine's previews
LONGEST = 4096  # px: no frame can be larger, so more is never kept
PACKED_LIGHTLY = 80  # of 100: what is written here is read once


def read_picture(path: str, longest: int = LONGEST) -> QImage:
    """The picture in `path`, upright, in sRGB, over white, no side above `longest` px (RGB32).

    Raises as `jailed_pictures.pixels_of`.
    """
    pixels = jailed_pictures.pixels_of(path, longest)
    width, height = pixels.width, pixels.height
    shared = QImage(pixels.rgb, width, height, 3 * width, QImage.Format.Format_RGB888)
    return shared.convertToFormat(QImage.Format.Format_RGB32)  # a copy: the bytes go away


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


_SRGB = QColorSpace.NamedColorSpace.SRgb


def _within(size: QSize, longest: int) -> QSize:
    scaled = size.scaled(longest, longest, Qt.AspectRatioMode.KeepAspectRatio)
    return QSize(max(scaled.width(), 1), max(scaled.height(), 1))
