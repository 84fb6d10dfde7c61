"""One picture with its name above: as large as there is room, square cells where it is tiny.

Says where in the picture the pointer is, and offers to save what it shows. It loads nothing.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop import theme
from desktop.widgets.tips import set_tip

NAME = 20  # px above the picture
SMALLEST, LARGEST = 64, 1024  # px


class PictureTile(QWidget):
    """Signals: `hovered(QPointF | None)` place in the picture, 0 … 1 both ways · `clicked(QPointF)` ·
    `dragged(QPointF, QPointF)` from and to · `released()` · `menu_asked(QPoint)` on the screen.

    Attributes: `sharp`, whether cells are shown as squares.
    """

    hovered = Signal(object)
    clicked = Signal(object)
    dragged = Signal(object, object)
    released = Signal()
    menu_asked = Signal(object)

    def __init__(self, name: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._note = name, ""
        self._image: QImage | None = None
        self._over: QImage | None = None
        self._box: QRectF | None = None  # 0 … 1, outlined
        self._pressed: QPointF | None = None
        self.sharp = False
        self.largest = LARGEST
        self.setAccessibleName(name)
        set_tip(self, "\n".join(filter(None, (name, hint))))  # a long name is cut in a small tile
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(SMALLEST, SMALLEST + NAME)

    # --- what is shown ----------------------------------------------------------------------------

    def show_image(self, image: QImage | None) -> None:
        """Another picture, or none."""
        self._image = None if image is None or image.isNull() else image
        self.update()

    def show_over(self, image: QImage | None) -> None:
        """Something half transparent over all of the picture."""
        self._over = image
        self.update()

    def show_box(self, box: QRectF | None) -> None:
        """Outline a part, in shares of the picture."""
        self._box = box
        self.update()

    def show_note(self, note: str) -> None:
        """Behind the name: what kind of look this is."""
        self._note = note
        self.setAccessibleDescription(note)
        self.update()

    def rename(self, name: str) -> None:
        self._name = name
        self.setAccessibleName(name)
        self.update()

    def image(self) -> QImage | None:
        """What is shown now."""
        return self._image

    def shown(self) -> QImage:
        """The picture with what lies over it, at its own size."""
        result = self._image.copy() if self._image is not None else QImage()
        if self._image is not None and self._over is not None:
            painter = QPainter(result)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRectF(result.rect()), self._over)
            painter.end()
        return result

    def note(self) -> str:
        return self._note

    def name(self) -> str:
        return self._name

    # --- places -----------------------------------------------------------------------------------

    def place(self) -> QRectF:
        """Where the picture lies in the widget; a square where there is none."""
        room = QRectF(self.rect()).adjusted(0, NAME, 0, 0)
        shape = self._image.size() if self._image is not None else QSize(1, 1)
        most = min(room.width(), self.largest), min(room.height(), self.largest)
        scale = min(most[0] / shape.width(), most[1] / shape.height())
        size = (max(1, int(shape.width() * scale)), max(1, int(shape.height() * scale)))
        return QRectF(0, NAME, *size)

    def share_of(self, spot: QPointF) -> QPointF | None:
        """A spot of the widget as a place in the picture, None outside."""
        place = self.place()
        if self._image is None or not place.contains(spot):
            return None
        x = (spot.x() - place.x()) / place.width()
        y = (spot.y() - place.y()) / place.height()
        return QPointF(min(max(x, 0.0), 1.0 - 1e-9), min(max(y, 0.0), 1.0 - 1e-9))

    def sizeHint(self) -> QSize:
        return QSize(224, 224 + NAME)

    # --- Qt ---------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        place = self.place()
        self._paint_name(painter)
        if self._image is None:
            painter.fillRect(place, theme.colour("stripe"))
            painter.setPen(theme.colour("hairline"))
            painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5))
        else:
            smooth = QPainter.RenderHint.SmoothPixmapTransform
            painter.setRenderHint(smooth, not self.sharp)
            painter.drawImage(place, self._image)
            if self._over is not None:
                painter.setRenderHint(smooth, True)
                painter.drawImage(place, self._over)
            if self._box is not None:
                self._paint_box(painter, place, self._box)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent_line"), 2.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(place.adjusted(1, 1, -1, -1))
        painter.end()

    def _paint_name(self, painter: QPainter) -> None:
        metrics, width = self.fontMetrics(), self.width()
        right = Qt.TextElideMode.ElideRight
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.setPen(theme.colour("text"))
        name = metrics.elidedText(self._name, right, width)
        painter.drawText(QRectF(0, 0, width, NAME - 2), flags, name)
        left = metrics.horizontalAdvance(name) + 8
        if self._note and width - left > 3 * NAME:
            painter.setPen(theme.colour("second"))
            note = metrics.elidedText(self._note, right, width - left)
            painter.drawText(QRectF(left, 0, width - left, NAME - 2), flags, note)

    @staticmethod
    def _paint_box(painter: QPainter, place: QRectF, box: QRectF) -> None:
        """Black and white, so that it is seen on any picture."""
        seen = QRectF(
            place.x() + box.x() * place.width(),
            place.y() + box.y() * place.height(),
            box.width() * place.width(),
            box.height() * place.height(),
        )
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(Qt.GlobalColor.black, 3))
        painter.drawRect(seen)
        painter.setPen(QPen(Qt.GlobalColor.white, 1))
        painter.drawRect(seen)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.hovered.emit(self.share_of(event.position()))
        if self._pressed is not None:
            self.dragged.emit(self._pressed, event.position())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        spot = self.share_of(event.position())
        if event.button() == Qt.MouseButton.LeftButton and spot is not None:
            self._pressed = event.position()
            self.clicked.emit(spot)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None:
            self._pressed = None
            self.released.emit()

    def leaveEvent(self, event: QEvent) -> None:
        self.hovered.emit(None)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self._image is not None:
            self.menu_asked.emit(event.globalPos())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
