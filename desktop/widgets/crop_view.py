"""A photo with the box that is learned from: drag it, pull its corners, or use the keys. Dark is what is left out.

The box is in shares of the photo, 0 … 1, and keeps the shape that is wanted.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop import theme
from desktop.widgets.crop_line import paint_crop_line

Box = tuple[float, float, float, float]  # left, top, right, bottom

WHOLE: Box = (0.0, 0.0, 1.0, 1.0)
LEAST = 0.1  # of a side
STEP = 0.02  # of the photo, one key press
HANDLE = 10.0  # px around a corner
RIM = 5  # px around the photo, for the corners of a box that reaches its edge
SHADE = 150  # of 255


class CropView(QWidget):
    """Signals: `cropped(tuple)` the box a person made, when the button or key is released."""

    cropped = Signal(object)

    def __init__(self, spoken: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image: QImage | None = None
        self._box: Box = WHOLE
        self._aspect = 1.0  # width : height of the box in px of the photo; 0: any
        self._grip: QPointF | None = None  # where the drag began, in shares
        self._before: Box = WHOLE
        self._corner = -1  # that is pulled, clockwise from the top left; -1: all of it
        self.setAccessibleName(spoken)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)

    def sizeHint(self) -> QSize:
        return QSize(320, 320)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 140)

    def box(self) -> Box:
        return self._box

    def show_photo(
        self, image: QImage | None, box: Box, aspect: float = 1.0, *, same: bool = False
    ) -> None:
        """`aspect` of what is learned, width : height; 0 where any shape will do.

        `same`: what a person decided about the photo that is shown has not changed, so that a drag in it goes on.
        """
        is_dragged = same and self._grip is not None and image is not None
        if not is_dragged:
            self._grip = None
        if not is_dragged or self._box == self._before:  # else the box is the person's
            self._box = self._before = box
        self._image, self._aspect = image, aspect
        self.update()

    # --- geometry ---------------------------------------------------------------------------------

    def photo_rect(self) -> QRect:
        """Where the photo is seen, px."""
        if self._image is None or self._image.isNull():
            return self.rect()
        room = self.rect().adjusted(RIM, RIM, -RIM, -RIM).size()
        size = self._image.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(QRect().topLeft(), size)
        place.moveCenter(self.rect().center())
        return place

    def box_rect(self) -> QRectF:
        """Where the box is seen, px."""
        photo, (left, top, right, bottom) = QRectF(self.photo_rect()), self._box
        return QRectF(
            QPointF(photo.left() + left * photo.width(), photo.top() + top * photo.height()),
            QPointF(photo.left() + right * photo.width(), photo.top() + bottom * photo.height()),
        )

    def _share(self, place: QPointF) -> QPointF:
        photo = self.photo_rect()
        x = (place.x() - photo.left()) / max(photo.width(), 1)
        y = (place.y() - photo.top()) / max(photo.height(), 1)
        return QPointF(x, y)

    def _shape(self) -> float:
        """Width : height of the box in shares, 0 for any."""
        photo = self.photo_rect()
        if self._aspect <= 0 or photo.width() <= 0:
            return 0.0
        return self._aspect * photo.height() / photo.width()

    # --- painting ---------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._image is None or self._image.isNull():
            painter.fillRect(self.rect(), theme.colour("stripe"))
        else:
            self._paint_photo(painter, self._image)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent_line"), 2.0))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()

    def _paint_photo(self, painter: QPainter, image: QImage) -> None:
        photo, box = self.photo_rect(), self.box_rect()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(photo, image)
        around = QPainterPath()
        around.addRect(QRectF(photo))
        inside = QPainterPath()
        inside.addRect(box)
        painter.fillPath(around.subtracted(inside), QColor(0, 0, 0, SHADE))
        paint_crop_line(painter, box, 2.0)
        painter.setPen(QPen(QColor("black"), 1.0))
        painter.setBrush(QColor("white"))
        for corner in _corners(box):
            painter.drawRect(QRectF(corner.x() - 4, corner.y() - 4, 8, 8))

    # --- the pointer ------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._image is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        self._corner = self._corner_at(event.position())
        if self._corner < 0 and not self.box_rect().contains(event.position()):
            return
        self._grip, self._before = self._share(event.position()), self._box

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is None:
            self._show_cursor(event.position())
            return
        now = self._share(event.position())
        dx, dy = now.x() - self._grip.x(), now.y() - self._grip.y()
        if self._corner < 0:
            self._box = moved(self._before, dx, dy)
        else:
            self._box = pulled(self._before, self._corner, dx, dy, self._shape())
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None:
            self._grip = None
            if self._box != self._before:
                self.cropped.emit(self._box)

    def _corner_at(self, place: QPointF) -> int:
        for number, corner in enumerate(_corners(self.box_rect())):
            if max(abs(corner.x() - place.x()), abs(corner.y() - place.y())) <= HANDLE:
                return number
        return -1

    def _show_cursor(self, place: QPointF) -> None:
        shapes = (Qt.CursorShape.SizeFDiagCursor, Qt.CursorShape.SizeBDiagCursor)
        corner = self._corner_at(place)
        if corner >= 0:
            self.setCursor(shapes[corner % 2])
        elif self.box_rect().contains(place):
            self.setCursor(Qt.CursorShape.SizeAllCursor)
        else:
            self.unsetCursor()

    # --- the keys ---------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, + and - resize around the middle."""
        move = {
            Qt.Key.Key_Left: (-STEP, 0.0),
            Qt.Key.Key_Right: (STEP, 0.0),
            Qt.Key.Key_Up: (0.0, -STEP),
            Qt.Key.Key_Down: (0.0, STEP),
        }.get(Qt.Key(event.key()))
        if self._image is None:
            super().keyPressEvent(event)
        elif move is not None:
            self._set(moved(self._box, *move))
        elif event.text() in ("+", "="):
            self._set(resized(self._box, 1 + 2 * STEP))
        elif event.text() == "-":
            self._set(resized(self._box, 1 - 2 * STEP))
        else:
            super().keyPressEvent(event)

    def _set(self, box: Box) -> None:
        if box != self._box:
            self._box = box
            self.update()
            self.cropped.emit(box)


def moved(box: Box, dx: float, dy: float) -> Box:
    """The box elsewhere, as far as the photo goes."""
    left, top, right, bottom = box
    dx = min(max(dx, -left), 1 - right)
    dy = min(max(dy, -top), 1 - bottom)
    return _within(left + dx, top + dy, right + dx, bottom + dy)


def resized(box: Box, factor: float) -> Box:
    """Larger or smaller around its middle, in its shape, inside the photo."""
    left, top, right, bottom = box
    width, height = right - left, bottom - top
    factor = min(factor, 1 / width, 1 / height)
    factor = max(factor, min(1.0, LEAST / min(width, height)))
    width, height = width * factor, height * factor
    x = min(max((left + right) / 2 - width / 2, 0.0), 1 - width)
    y = min(max((top + bottom) / 2 - height / 2, 0.0), 1 - height)
    return _within(x, y, x + width, y + height)


def pulled(box: Box, corner: int, dx: float, dy: float, shape: float) -> Box:
    """One corner (clockwise from the top left) pulled; the opposite one stays. `shape` 0: any."""
    left, top, right, bottom = box
    at_right, at_bottom = corner in (1, 2), corner in (2, 3)
    width = (right - left) + (dx if at_right else -dx)
    height = (bottom - top) + (dy if at_bottom else -dy)
    most_wide = 1 - left if at_right else right
    most_high = 1 - top if at_bottom else bottom
    if shape > 0:
        width = max(width, height * shape)
        width = min(max(width, LEAST), most_wide, most_high * shape)
        height = width / shape
    else:
        width = min(max(width, LEAST), most_wide)
        height = min(max(height, LEAST), most_high)
    x = left if at_right else right - width
    y = top if at_bottom else bottom - height
    return _within(x, y, x + width, y + height)


def _within(left: float, top: float, right: float, bottom: float) -> Box:
    """What rounding put beyond the photo's edges is taken back: no crop may reach there."""
    return (max(left, 0.0), max(top, 0.0), min(right, 1.0), min(bottom, 1.0))


def _corners(box: QRectF) -> tuple[QPointF, ...]:
    return (box.topLeft(), box.topRight(), box.bottomRight(), box.bottomLeft())
