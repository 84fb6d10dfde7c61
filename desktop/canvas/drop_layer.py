"""The one layer that takes what is dropped on a page or pasted: zones in fixed places.

Lies over its host and is seen only during a drag. It opens no file: it says what came, and the page
decides what becomes of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QEvent, QMimeData, QObject, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from desktop import theme
from desktop.canvas.dropped import (
    Dropped,
    Encoded,
    ModelFile,
    PictureFile,
    Pixels,
    Refused,
    Words,
    look_at,
    pixels_of,
)
from desktop.widgets.card import RADIUS

MARGIN = 16  # px around and between zones
SHADE = 150  # of 255: how much of the page the layer lets through is 255 − this


@dataclass(frozen=True)
class Zone:
    """Where one thing can be dropped."""

    title: str
    caption: str


class DropLayer(QWidget):
    """Made with the widget it lies over; that one gets `acceptDrops`.

    Signals: `picture_dropped(path)`, `packed_dropped(bytes)`, `model_dropped(path)`,
    `pixels_dropped(image)`, `text_dropped(text)`,
    `refused(code, data)`: one sentence is due ("SeveralPictures", "LinkOnly",
    "PictureUnsupported", "PictureBroken", "NothingToPaste"). `reason()` tells "drop" from "paste" meanwhile.
    """

    picture_dropped = Signal(str)
    packed_dropped = Signal(bytes)  # a picture file's content
    model_dropped = Signal(str)
    pixels_dropped = Signal(QImage)
    text_dropped = Signal(str)
    refused = Signal(str, dict)

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._host = host
        self._zone: Zone | None = None
        self._hovered = False
        self._reason = "drop"
        host.setAcceptDrops(True)
        host.installEventFilter(self)
        self.hide()

    def reason(self) -> str:
        """What brought the thing that is being told of: "drop" or "paste"."""
        return self._reason

    def zone(self) -> Zone | None:
        """The zone to be seen now."""
        return self._zone

    @Slot()
    def paste(self) -> None:
        """Take what the clipboard holds as if it was dropped."""
        self._reason = "paste"
        mime = QGuiApplication.clipboard().mimeData()
        found = look_at(mime)
        self._take(mime, found if found is not None else Refused("NothingToPaste"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.Resize:
            self.resize(self._host.size())
        elif kind == QEvent.Type.DragEnter:
            return self._enter(cast("QDragEnterEvent", event))
        elif kind == QEvent.Type.DragMove:
            return self._move(cast("QDragMoveEvent", event))
        elif kind == QEvent.Type.DragLeave:
            self._leave()
            return True
        elif kind == QEvent.Type.Drop:
            return self._drop(cast("QDropEvent", event))
        return super().eventFilter(watched, event)

    def _enter(self, event: QDragEnterEvent) -> bool:
        found = look_at(event.mimeData())
        if found is None:
            event.ignore()
            return True
        self._zone = self._zone_for(found)
        self._hovered = False
        if self._zone is not None:
            self.setGeometry(self._host.rect())
            self.raise_()
            self.show()
        _as_copy(event)
        return True

    def _move(self, event: QDragMoveEvent) -> bool:
        self._hovered = self._zone_rect().contains(event.position())
        self.update()
        _as_copy(event)
        return True

    def _leave(self) -> None:
        self._zone = None
        self.hide()

    def _drop(self, event: QDropEvent) -> bool:
        self._leave()
        found = look_at(event.mimeData())
        if found is None:
            event.ignore()
            return True
        _as_copy(event)
        self._reason = "drop"
        self._take(event.mimeData(), found)
        return True

    def _take(self, mime: QMimeData, found: Dropped) -> None:
        match found:
            case PictureFile(path):
                self.picture_dropped.emit(path)
            case Encoded(kind):
                self.packed_dropped.emit(bytes(mime.data(kind).data()))
            case ModelFile(path):
                self.model_dropped.emit(path)
            case Pixels():
                image = pixels_of(mime)
                if image is None:
                    self.refused.emit("PictureBroken", {"path": "", "reason": "no pixels in it"})
                else:
                    self.pixels_dropped.emit(image)
            case Words(text):
                self.text_dropped.emit(text)
            case Refused(code, data):
                self.refused.emit(code, data)

    def _zone_for(self, found: Dropped) -> Zone | None:
        match found:
            case PictureFile() | Encoded() | Pixels():
                return Zone(self.tr("Start from it"), self.tr("It becomes your picture."))
            case ModelFile():
                return Zone(
                    self.tr("Draw with this model"),
                    self.tr("It is used where it lies; nothing is copied."),
                )
            case Words():
                return Zone(self.tr("Use as prompt"), self.tr("It replaces the prompt."))
            case Refused():
                return None  # said in a sentence after the drop

    def _zone_rect(self) -> QRectF:
        return QRectF(self.rect()).adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._zone is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shade = theme.colour("canvas")
        shade.setAlpha(SHADE)
        painter.fillRect(self.rect(), shade)
        fill = theme.colour("selected" if self._hovered else "panel")
        painter.setBrush(fill)
        pen = QPen(theme.colour("accent_line" if self._hovered else "edge"), 2.0)
        pen.setStyle(Qt.PenStyle.SolidLine if self._hovered else Qt.PenStyle.DashLine)
        painter.setPen(pen)
        box = self._zone_rect().adjusted(1, 1, -1, -1)
        painter.setOpacity(0.92)
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        painter.setOpacity(1.0)
        painter.setPen(theme.colour("on_selected" if self._hovered else "text"))
        self._paint_words(painter, box, self._zone)
        painter.end()

    def _paint_words(self, painter: QPainter, box: QRectF, zone: Zone) -> None:
        title = self.font()
        title.setPointSizeF(title.pointSizeF() * 1.25)
        title.setBold(True)
        middle = box.center().y()
        upper = QRectF(box.left(), box.top(), box.width(), middle - box.top() - 2)
        lower = QRectF(box.left(), middle + 2, box.width(), box.bottom() - middle - 2)
        centre = Qt.AlignmentFlag.AlignHCenter
        painter.setFont(title)
        painter.drawText(upper, centre | Qt.AlignmentFlag.AlignBottom, zone.title)
        painter.setFont(self.font())
        painter.drawText(lower, centre | Qt.AlignmentFlag.AlignTop, zone.caption)


def _as_copy(event: QDropEvent) -> None:
    """Copy, never move: the file stays where it is."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()
