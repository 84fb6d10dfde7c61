"""How one entry of the library is drawn: picture, title, family and size, and a second line of facts."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetrics, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from core.files.catalogue.entry import Entry
from core.files.catalogue.kinds import Kind
from core.files.plain_text import plain
from desktop import theme
from desktop.canvas.picture_cache import PictureCache
from desktop.phrases import library as library_phrases
from desktop.state.library_model import LibraryRole
from desktop.widgets.labels import CAPTION
from desktop.widgets.tips import rich
from desktop.wording.parts import size_text

HEIGHT = 52  # px
PICTURE = 40  # px
GAP = 10  # px
RING = 2.0  # px
THUMBNAIL = 560  # px: also for the panel beside the list, at twice its size
ICON = 20  # px
PATH_MAX = 1000  # characters that are shown
ICONS: dict[Kind, str] = {
    "model": "box",
    "lora": "layers",
    "embedding": "quote",
    "vae": "component",
    "other": "triangle-alert",
}


def icon_of(entry: Entry) -> str:
    """The icon of an entry without a picture."""
    if not entry.is_there:
        return "unplug"
    return "triangle-alert" if entry.problem is not None else ICONS[entry.kind]


def tip_of(entry: Entry) -> str:
    """Title, facts and place in full, a line each."""
    lines = (entry.title, library_phrases.facts(entry), plain(entry.path, PATH_MAX))
    return "\n".join(filter(None, lines))


class LibraryRow(QStyledItemDelegate):
    """`picture`: entry → path of its picture, "" for none. Attributes: `thumbnails`."""

    def __init__(self, picture: Callable[[Entry], str], parent: QWidget) -> None:
        super().__init__(parent)
        self._picture, self._owner = picture, parent
        self.thumbnails = PictureCache(THUMBNAIL, 64 << 20, self)

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        metrics: QFontMetrics = option.fontMetrics
        return QSize(200, max(HEIGHT, 2 * metrics.height() + 16))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        entry: Entry = index.data(LibraryRole.ENTRY)
        state: QStyle.StateFlag = option.state
        box: QRect = option.rect
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if selected or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, theme.colour("selected" if selected else "stripe"))
        inner = box.adjusted(GAP, 0, -GAP, 0)
        self._paint_picture(painter, inner, entry)
        inner.setLeft(inner.left() + PICTURE + GAP)
        right = self._paint_side(
            painter, inner, entry, selected, bool(index.data(LibraryRole.IN_USE))
        )
        inner.setRight(right - GAP)
        twice = index.data(LibraryRole.TWINS) is not None
        facts = library_phrases.facts(entry, where=twice)
        self._paint_texts(painter, inner, entry, facts, selected)
        if selected and state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.colour("accent_line"), RING))
            painter.drawRect(QRectF(box).adjusted(1, 1, -1, -1))
        painter.restore()

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """All that a row may have cut off, and where the file lies."""
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        QToolTip.showText(event.globalPos(), rich(tip_of(index.data(LibraryRole.ENTRY))), view)
        return True

    def _paint_picture(self, painter: QPainter, box: QRect, entry: Entry) -> None:
        place = QRect(0, 0, PICTURE, PICTURE)
        place.moveCenter(box.center())
        place.moveLeft(box.left())
        path = self._picture(entry)
        image = self.thumbnails.get(path) if path else None
        if image is None:
            painter.fillRect(place, theme.colour("window"))
            spot = QRect(0, 0, ICON, ICON)
            spot.moveCenter(place.center())
            role = "disabled" if not entry.is_there else "second"
            theme.icon(icon_of(entry), role, ICON).paint(painter, spot)
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if not entry.is_there:
            painter.setOpacity(0.4)
        painter.drawImage(place, image, _middle(image.size()))
        painter.setOpacity(1.0)

    def _paint_side(
        self, painter: QPainter, box: QRect, entry: Entry, selected: bool, in_use: bool
    ) -> int:
        """Family over size, at the right edge. Returns where they begin."""
        size = size_text(entry.bytes) if entry.bytes else ""
        standing = library_phrases.in_use_text() if in_use else ""
        lines = [entry.label, " · ".join(filter(None, (size, standing)))]
        small = _small(self._owner.font())
        metrics = QFontMetrics(small)
        width = min(max(map(metrics.horizontalAdvance, lines)) + 4, box.width() // 3)
        for place, text, role in zip(_two_lines(box), lines, ("text", "second"), strict=True):
            place.setLeft(box.right() - width)
            painter.setFont(small)
            painter.setPen(_pen(role, selected, entry))
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
            painter.drawText(place, _RIGHT, shown)
        return box.right() - width

    def _paint_texts(
        self, painter: QPainter, box: QRect, entry: Entry, facts: str, selected: bool
    ) -> None:
        first, second = _two_lines(box)
        bold = QFont(self._owner.font())
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        painter.setPen(_pen("text", selected, entry))
        title = QFontMetrics(bold).elidedText(
            entry.title, Qt.TextElideMode.ElideRight, first.width()
        )
        painter.drawText(first, _LEFT, title)
        small = _small(self._owner.font())
        painter.setFont(small)
        role = "warning" if entry.is_there and entry.problem is not None else "second"
        painter.setPen(_pen(role, selected, entry))
        shown = QFontMetrics(small).elidedText(facts, Qt.TextElideMode.ElideRight, second.width())
        painter.drawText(second, _LEFT, shown)


_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


def _pen(role: str, selected: bool, entry: Entry) -> QPen:
    if selected:
        return QPen(theme.colour("on_selected"))
    return QPen(theme.colour("placeholder" if not entry.is_there else role))


def _two_lines(box: QRect) -> tuple[QRect, QRect]:
    middle = box.center().y() + 1
    first, second = QRect(box), QRect(box)
    first.setTop(box.top() + 4)
    first.setBottom(middle)
    second.setTop(middle)
    second.setBottom(box.bottom() - 4)
    return first, second


def _small(font: QFont) -> QFont:
    font = QFont(font)
    font.setPointSizeF(font.pointSizeF() * CAPTION)
    return font


def _middle(size: QSize) -> QRect:
    """The largest square in the middle of a picture."""
    side = min(size.width(), size.height())
    place = QRect(0, 0, side, side)
    place.moveCenter(QRect(0, 0, size.width(), size.height()).center())
    return place
