"""Paints the canvas: surround, frame, picture, growing preview, proposal and the frame's label.

Functions of a `Scene`; keeps no state and decides nothing. All sizes in the canvas's logical px.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen

from desktop import theme
from desktop.canvas.framing import Mipmap, covering, inside
from desktop.canvas.viewport import Viewport
from desktop.widgets.labels import CAPTION

NEAREST_FROM = 16.0  # view px a pixel: from here on its pixels are shown as they are; a whole picture stays smooth
DASH = 2.0  # px: thickness of the frame's line
LABEL_PADDING = (8.0, 3.0)
LABEL_GAP = 6.0  # between label and frame
EDGE = 8.0  # the label never comes nearer to the edge of the canvas


@dataclass
class Scene:
    """What there is to see. The topmost of proposal, preview, picture covers the others."""

    viewport: Viewport
    picture: Mipmap | None = None
    preview: QImage | None = None  # small; drawn smoothly over the whole frame
    proposal: Mipmap | None = None
    label: str = ""
    covered: int = 0  # px at the upper edge that something else lies over
    focused: bool = False


def paint(painter: QPainter, scene: Scene) -> None:
    """The whole canvas."""
    view = QRectF(0, 0, scene.viewport.view_width, scene.viewport.view_height)
    painter.fillRect(view, theme.colour("canvas"))
    frame = QRectF(*scene.viewport.rect())
    painter.save()
    painter.setClipRect(frame, Qt.ClipOperation.IntersectClip)
    painter.fillRect(frame, theme.colour("field"))
    _paint_content(painter, scene, frame)
    painter.restore()
    _paint_dashes(painter, frame)
    if scene.label:
        _paint_label(painter, scene, view)
    if scene.focused:
        _paint_focus(painter, view)


def noise(width: int, height: int) -> QImage:
    """Pale noise of `width` × `height` px: what the frame shows before the first preview."""
    pale = bytes(128 + (value - 128) // 3 for value in range(256))
    grains = os.urandom(width * height).translate(pale)
    grey = QImage(grains, width, height, width, QImage.Format.Format_Grayscale8)
    return grey.convertToFormat(QImage.Format.Format_RGB32)  # a copy: the bytes go away


def _paint_content(painter: QPainter, scene: Scene, frame: QRectF) -> None:
    viewport = scene.viewport
    painter.setRenderHint(
        QPainter.RenderHint.SmoothPixmapTransform,
        viewport.scale < NEAREST_FROM or (scene.preview is not None and scene.proposal is None),
    )
    if scene.proposal is None and scene.preview is not None:
        painter.drawImage(frame, scene.preview)
        return
    if scene.proposal is not None:  # whole, whatever its shape
        image = scene.proposal.image
        place = inside(image.width(), image.height(), frame)
        scene.proposal.draw(painter, place, QRectF(image.rect()))
    elif scene.picture is not None:  # as it will be used: the frame cuts it
        image = scene.picture.image
        part = covering(image.width(), image.height(), viewport.frame_width, viewport.frame_height)
        scene.picture.draw(painter, frame, part)


def _paint_dashes(painter: QPainter, frame: QRectF) -> None:
    """Black and white, outside the picture, so that it is seen on any of them."""
    line = frame.adjusted(-DASH / 2, -DASH / 2, DASH / 2, DASH / 2)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(Qt.GlobalColor.white), DASH))
    painter.drawRect(line)
    pen = QPen(QColor(Qt.GlobalColor.black), DASH)
    pen.setDashPattern([3.0, 3.0])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.drawRect(line)


def _paint_label(painter: QPainter, scene: Scene, view: QRectF) -> None:
    font = QFont(painter.font())
    font.setPointSizeF(font.pointSizeF() * CAPTION)
    metrics = QFontMetricsF(font)
    pad_x, pad_y = LABEL_PADDING
    room = view.width() - 2 * (EDGE + pad_x)
    text = metrics.elidedText(scene.label, Qt.TextElideMode.ElideRight, room)
    width = metrics.horizontalAdvance(text) + 2 * pad_x
    height = metrics.height() + 2 * pad_y
    x, y, _, _ = scene.viewport.rect()
    left = min(max(x - DASH, EDGE), max(view.width() - width - EDGE, EDGE))
    highest = scene.covered + EDGE
    top = min(max(y - DASH - LABEL_GAP - height, highest), max(view.height() - height - EDGE, EDGE))
    box = QRectF(left, top, width, height)
    painter.fillRect(box, theme.colour("tooltip"))
    painter.setFont(font)
    painter.setPen(theme.colour("on_tooltip"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _paint_focus(painter: QPainter, view: QRectF) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.colour("accent_line"), 2.0))
    painter.drawRect(view.adjusted(1, 1, -1, -1))
