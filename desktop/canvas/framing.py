"""How a picture fills the frame: covered, cut in the middle; and smaller copies for clean drawing."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter

_SMOOTH = Qt.TransformationMode.SmoothTransformation
_EXACT = Qt.AspectRatioMode.IgnoreAspectRatio


def covering(width: int, height: int, frame_width: int, frame_height: int) -> QRectF:
    """The largest part of a `width` × `height` picture with the frame's shape, from its middle."""
    scale = min(width / frame_width, height / frame_height)
    part_width, part_height = frame_width * scale, frame_height * scale
    return QRectF((width - part_width) / 2, (height - part_height) / 2, part_width, part_height)


def inside(width: int, height: int, frame: QRectF) -> QRectF:
    """The largest place of a `width` × `height` picture's shape within `frame`, in its middle."""
    scale = min(frame.width() / width, frame.height() / height)
    place = QRectF(0, 0, width * scale, height * scale)
    place.moveCenter(frame.center())
    return place


def framed(image: QImage, width: int, height: int) -> QImage:
    """`image` as it lies in a frame of `width` × `height` px; itself where it fits exactly."""
    if image.size() == QSize(width, height):
        return image
    part = covering(image.width(), image.height(), width, height)
    result = QImage(width, height, QImage.Format.Format_RGB32)
    source = Mipmap(image)
    painter = QPainter(result)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    source.draw(painter, QRectF(0, 0, width, height), part)
    painter.end()
    return result


class Mipmap:
    """A picture and its halves, quarters …, made when first needed.

    Qt's painter mixes only four neighbours; drawn at a fifth of its size a photo would glitter.
    """

    def __init__(self, image: QImage) -> None:
        self._levels = [image]

    @property
    def image(self) -> QImage:
        return self._levels[0]

    def draw(self, painter: QPainter, target: QRectF, part: QRectF) -> None:
        """Draw `part` (px of the whole picture) onto `target` (painter's units)."""
        ratio = painter.device().devicePixelRatio() * target.width() / part.width()
        level, factor = self.image, 1.0
        index = 0
        while ratio / factor < 0.5 and min(level.width(), level.height()) > 1:
            index += 1
            level, factor = self._level(index), factor / 2
        x, y = level.width() / self.image.width(), level.height() / self.image.height()
        source = QRectF(part.x() * x, part.y() * y, part.width() * x, part.height() * y)
        painter.drawImage(target, level, source)

    def _level(self, index: int) -> QImage:
        while len(self._levels) <= index:
            last = self._levels[-1]
            half = QSize(max(last.width() // 2, 1), max(last.height() // 2, 1))
            self._levels.append(last.scaled(half, _EXACT, _SMOOTH))
        return self._levels[index]
