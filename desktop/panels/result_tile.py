"""How one result is drawn in the strip, and what it takes along when it is dragged or copied."""

from __future__ import annotations

from PySide6.QtCore import (
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    QUrl,
)
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from core.contract.errors import ReverieError
from desktop import theme
from desktop.canvas.picture_cache import PictureCache
from desktop.canvas.pictures import read_picture

RING = 2.0  # px
INSET = 4  # px around the picture, room for the ring
THUMBNAIL = 360  # px: sharp at twice the largest tile
ICON = 24  # px
CORNER = 16  # px of the mark on the one that lies on the canvas


def mime_of(path: str) -> QMimeData:
    """The file itself and its pixels, so that any program finds what it can take."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(path)])
    try:
        mime.setImageData(read_picture(path))
    except ReverieError:
        return mime  # the file may be moved or broken: whoever takes it will see for itself
    return mime


class ResultTile(QStyledItemDelegate):
    """Paints the picture by the role `path_role`; a pale field until it is decoded.

    Attributes: `side`: width and height of a tile in px; `over_frame`: the file of the picture that lies on the canvas.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.thumbnails = PictureCache(THUMBNAIL, 64 << 20, self)
        self.path_role = int(Qt.ItemDataRole.UserRole)
        self.side = 88
        self.over_frame = ""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(self.side, self.side)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        path = str(index.data(self.path_role))
        painter.save()
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, theme.colour("selected" if selected else "hairline"))
        self._paint_picture(painter, box.adjusted(INSET, INSET, -INSET, -INSET), path)
        if path == self.over_frame:
            self._paint_corner(painter, box)
        if selected:
            role = "accent_line" if state & QStyle.StateFlag.State_HasFocus else "edge"
            painter.setPen(QPen(theme.colour(role), RING))
            painter.drawRect(QRectF(box).adjusted(1, 1, -1, -1))
        painter.restore()

    @staticmethod
    def _paint_corner(painter: QPainter, box: QRect) -> None:
        """A corner that is turned up: this one lies on the canvas. Seen on any picture, in any colours."""
        tip = QPointF(box.right() - INSET + 1, box.top() + INSET)
        legs = [tip, tip - QPointF(CORNER, 0), tip + QPointF(0, CORNER)]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("field"), 1.0))
        painter.setBrush(theme.colour("accent_line"))
        painter.drawPolygon(QPolygonF(legs))
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_picture(self, painter: QPainter, box: QRect, path: str) -> None:
        image = self.thumbnails.get(path)
        if image is not None:
            size = image.size().scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatio)
            target = QRect(box.topLeft(), size)
            target.moveCenter(box.center())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(target, image)
            return
        painter.fillRect(box, theme.colour("stripe"))
        if self.thumbnails.error(path) is not None:
            place = QRect(0, 0, ICON, ICON)
            place.moveCenter(box.center())
            theme.icon("triangle-alert", "second", ICON).paint(painter, place)
