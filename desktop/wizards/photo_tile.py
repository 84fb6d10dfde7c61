"""How a photo of a draft is drawn: with its number, the line of its crop, and at most two badges, each a sign and a word."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QImage, QPainter, QPen, QPixmap, QPixmapCache, QTransform
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from core.contract.draft import DraftPhoto
from core.files.photos.report import Finding, PhotoReport
from desktop import theme
from desktop.canvas.picture_cache import PictureCache
from desktop.phrases import photos as photo_phrases
from desktop.state.photos_model import PhotoRole
from desktop.widgets.crop_line import paint_crop_line

SIDE = 160  # px
INSET = 4  # px
THUMBNAIL = 320  # px
RIM = 3  # px of the photo stay outside the crop line, so that it is seen on any ground
BADGES = 2
ICON = 14  # px
HIGH = 20  # px, of a badge and of the number


class PhotoTile(QStyledItemDelegate):
    """Attributes: `thumbnails`."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.thumbnails = PictureCache(THUMBNAIL, 128 << 20, self)

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(SIDE, SIDE)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        photo: DraftPhoto = index.data(PhotoRole.PHOTO)
        report: PhotoReport | None = index.data(PhotoRole.REPORT)
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if selected or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, theme.colour("selected" if selected else "hairline"))
        inner = box.adjusted(INSET, INSET, -INSET, -INSET)
        if not photo.is_in:
            painter.setOpacity(0.4)
        self._paint_photo(painter, inner, photo, report)
        painter.setOpacity(1.0)
        self._paint_number(painter, inner, index.row() + 1)
        wordless = bool(index.data(PhotoRole.WORDLESS))
        self._paint_badges(painter, inner, badges(photo, report, wordless=wordless))
        if selected:
            role = "accent_line" if state & QStyle.StateFlag.State_HasFocus else "edge"
            painter.setPen(QPen(theme.colour(role), 2.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(box).adjusted(1, 1, -1, -1))
        painter.restore()

    def _paint_photo(
        self, painter: QPainter, box: QRect, photo: DraftPhoto, report: PhotoReport | None
    ) -> None:
        unreadable = report is not None and not report.usable
        image = None if unreadable else self.thumbnails.get(photo.path)
        if image is None:
            painter.fillRect(box, theme.colour("stripe"))
            if unreadable or self.thumbnails.error(photo.path) is not None:
                spot = QRect(0, 0, 24, 24)
                spot.moveCenter(box.center())
                theme.icon("triangle-alert", "second", 24).paint(painter, spot)
            return
        small = _fitted(image, photo.turn, box.size(), painter.device().devicePixelRatio())
        place = QRect(box.topLeft(), small.deviceIndependentSize().toSize())
        place.moveCenter(box.center())
        painter.drawPixmap(place.topLeft(), small)
        if report is not None:
            left, top, right, bottom = photo.crop or report.crop.numbers
            line = QRectF(
                place.left() + left * place.width(),
                place.top() + top * place.height(),
                (right - left) * place.width(),
                (bottom - top) * place.height(),
            ).adjusted(RIM, RIM, -RIM, -RIM)
            paint_crop_line(painter, line, 1.5)

    def _paint_number(self, painter: QPainter, box: QRect, number: int) -> None:
        """As sentences call it: "nearly the same as photo 4"."""
        text = str(number)
        width = max(HIGH, painter.fontMetrics().horizontalAdvance(text) + 10)
        place = QRect(box.left() + 4, box.top() + 4, width, HIGH)
        self._paint_plate(painter, place)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), text)

    def _paint_plate(self, painter: QPainter, place: QRect) -> None:
        """Behind words that lie on a photo; then the pen has the colour of the words."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("tooltip"))
        painter.drawRoundedRect(place, 5, 5)
        painter.setPen(theme.colour("on_tooltip"))

    def _paint_badges(
        self, painter: QPainter, box: QRect, shown: Sequence[tuple[str, str]]
    ) -> None:
        y = box.bottom() - HIGH - 3
        for icon, text in reversed(shown):
            width = painter.fontMetrics().horizontalAdvance(text) + ICON + 14
            place = QRect(box.left() + 4, y, min(width, box.width() - 8), HIGH)
            self._paint_plate(painter, place)
            spot = QRect(place.left() + 4, place.top() + 3, ICON, ICON)
            theme.icon(icon, "on_tooltip", ICON).paint(painter, spot)
            words = place.adjusted(ICON + 8, 0, -3, 0)
            fitting = painter.fontMetrics().elidedText(
                text, Qt.TextElideMode.ElideRight, words.width()
            )
            painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), fitting)
            y -= HIGH + 3


def badges(
    photo: DraftPhoto, report: PhotoReport | None, *, wordless: bool = False
) -> list[tuple[str, str]]:
    """Icon and word, the worst first, two at most; what a person looked at and keeps lacks words at most."""
    if not photo.is_in:
        return [("x", photo_phrases.left_out_text())]
    found = [("quote", photo_phrases.wordless_badge())] if wordless else []
    if report is not None and not photo.is_looked_at:
        found += [(_icon(f), photo_phrases.badge_text(f)) for f in report.findings]
    return found[:BADGES]


def turned(image: QImage, quarters: int) -> QImage:
    """Quarter turns to the right."""
    if not quarters:
        return image
    return image.transformed(QTransform().rotate(90 * quarters))


def _fitted(image: QImage, quarters: int, room: QSize, ratio: float) -> QPixmap:
    """Turned and as large as it has room; kept, because every telling paints all tiles."""
    key = f"photo {image.cacheKey()} {quarters} {room.width()} {room.height()} {ratio}"
    small = QPixmap()
    if not QPixmapCache.find(key, small):
        size = (room.toSizeF() * ratio).toSize()
        smooth = Qt.TransformationMode.SmoothTransformation
        keep = Qt.AspectRatioMode.KeepAspectRatio
        small = QPixmap.fromImage(turned(image, quarters).scaled(size, keep, smooth))
        small.setDevicePixelRatio(ratio)
        QPixmapCache.insert(key, small)
    return small


def _icon(finding: Finding) -> str:
    return {
        "unreadable": "triangle-alert",
        "twin": "copy",
        "small_subject": "crop",
        "cut_off": "crop",
        "too_bright": "sun",
        "too_dark": "sun",
        "too_small": "zoom-in",
        "on_its_side": "rotate-cw",
        "no_face": "user-round",
        "other_face": "user-round",
    }.get(finding.code, "camera")
