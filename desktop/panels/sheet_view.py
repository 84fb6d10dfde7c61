"""The pictures of one step, large: the rows of its sheet side by side, each over the sentence that it was drawn from.

On their left, as far as it is asked, what the untrained model drew of the same sentences.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QImage, QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop import theme
from desktop.canvas.picture_cache import PictureCache
from desktop.widgets.labels import caption

GAP = 8  # px between rows, at least
LINES = 2  # of a sentence under its row, at most
COLUMNS = 2  # of squares, in a sheet that nobody knows the rows of
NEARLY = 0.05  # of a picture: a large sheet is scaled, to whole pixels


class SheetView(QWidget):
    """Attributes: `path` of the sheet, `before` of the untrained model's ("" for none), `share` of each picture's width
    that shows that, 0 … 1, `absent`: what is said where there is no sheet, and `rows`: the sentence of each row from above; () where nobody knows, then the sheet is seen as it is.
    """

    def __init__(self, cache: PictureCache, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cache = cache
        self.path = self.before = ""
        self.share = 0.0
        self.absent = ""
        self.rows: tuple[str, ...] = ()
        caption(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_rows(self, rows: Sequence[str]) -> None:
        """What the rows of the sheet were asked for."""
        self.rows = tuple(rows)
        self.setAccessibleDescription("; ".join(rows))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(420, 320)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 120)

    def places(self, sheet: QSize) -> list[QRect]:
        """Where each row of a sheet lies; where nobody knows its rows, the place of the whole."""
        if not self.rows:
            whole = QRect(QPoint(), sheet.scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio))
            whole.moveCenter(self.rect().center())
            return [whole]
        row = QSize(sheet.width(), sheet.height() // len(self.rows))
        return _grid(len(self.rows), row, self.size(), self._words())

    def pictures(self, sheet: QSize) -> list[QRect]:
        """Where each picture of a sheet lies: squares side by side, as they are drawn; else a row is one."""
        places, wide = self.places(sheet), sheet.width() / max(1, sheet.height())
        across = len(self.rows) * wide if self.rows else float(COLUMNS)
        down = 1.0 if self.rows else COLUMNS / max(wide, 1e-6)
        is_whole = all(abs(n - round(n)) < NEARLY and round(n) for n in (across, down))
        columns, lines = (round(across), round(down)) if is_whole else (1, 1)
        cells = [(column, line) for line in range(lines) for column in range(columns)]
        return [_cell(place, cell, (columns, lines)) for place in places for cell in cells]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        image = self._cache.get(self.path) if self.path else None
        if image is None:
            painter.fillRect(self.rect(), theme.colour("stripe"))
            painter.setPen(theme.colour("second"))
            flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
            painter.drawText(self.rect().adjusted(8, 8, -8, -8), flags, self.absent)
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            places = self.places(image.size())
            _paint(painter, image, places)
            self._paint_before(painter, places, image.size())
            self._paint_words(painter, places)
        painter.end()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.sentence_at(event.pos()), self)
            return True
        return super().event(event)

    def sentence_at(self, spot: QPoint) -> str:
        """What was asked for there, whole, "" where there is nothing."""
        image = self._cache.get(self.path) if self.path else None
        if image is None or not self.rows:
            return ""
        boxes = (
            place.adjusted(0, 0, 0, self._words().height()) for place in self.places(image.size())
        )
        found = (text for text, box in zip(self.rows, boxes, strict=True) if box.contains(spot))
        return next(found, "")

    def _words(self) -> QSize:
        """The room that a sentence has: any width, so many lines."""
        return QSize(0, LINES * self.fontMetrics().lineSpacing() + 2)

    def _paint_before(self, painter: QPainter, places: list[QRect], size: QSize) -> None:
        """Over the left part of each picture, where it has the same sentences and seeds: then it is as large."""
        before = self._cache.get(self.before) if self.before and self.share else None
        if before is None or before.size() != size:
            return
        pictures = self.pictures(size)
        shown = [
            QRect(p.topLeft(), QSize(round(p.width() * self.share), p.height())) for p in pictures
        ]
        covered = QRegion()
        for part in shown:
            covered = covered.united(part)
        painter.save()
        painter.setClipRegion(covered)
        _paint(painter, before, places)
        painter.setClipping(False)
        painter.setPen(QPen(theme.colour("text"), 1.0))
        for part in shown:
            edge = part.left() + part.width()
            painter.drawLine(edge, part.top(), edge, part.bottom())
        painter.restore()

    def _paint_words(self, painter: QPainter, places: list[QRect]) -> None:
        """Each sentence under its row, shortened where there is no room for it."""
        painter.setPen(theme.colour("second"))
        metrics, high = self.fontMetrics(), self._words().height()
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        for text, place in zip(self.rows, places, strict=False):
            box = QRect(place.left(), place.bottom() + 3, place.width(), high)
            for number, line in enumerate(shortened(text, metrics, box.width())):
                painter.drawText(box.translated(0, number * metrics.lineSpacing()), flags, line)


def shortened(text: str, metrics: QFontMetrics, width: int) -> list[str]:
    """A sentence in at most `LINES` lines of `width` px, the last one with … where it goes on."""
    words, lines = text.split(), [""]
    while words:
        longer = f"{lines[-1]} {words[0]}".strip()
        if lines[-1] and metrics.horizontalAdvance(longer) > width:
            if len(lines) == LINES:
                lines[-1] = f"{lines[-1]} {' '.join(words)}"
                break
            lines.append("")
            continue
        lines[-1] = longer
        words.pop(0)
    fits = (metrics.horizontalAdvance(line) <= width for line in lines)
    cut = (metrics.elidedText(line, Qt.TextElideMode.ElideRight, width) for line in lines)
    return [line if whole else less for line, whole, less in zip(lines, fits, cut, strict=True)]


def _paint(painter: QPainter, sheet: QImage, places: list[QRect]) -> None:
    """The rows of a sheet in their places."""
    high = sheet.height() / len(places)
    for number, place in enumerate(places):
        top, bottom = round(number * high), round((number + 1) * high)
        painter.drawImage(place, sheet, QRect(0, top, sheet.width(), bottom - top))


def _cell(place: QRect, cell: tuple[int, int], of: tuple[int, int]) -> QRect:
    """One of equal parts of a place, by its column and line; they leave no gap."""
    left, right = (place.width() * n // of[0] for n in (cell[0], cell[0] + 1))
    top, bottom = (place.height() * n // of[1] for n in (cell[1], cell[1] + 1))
    return QRect(place.left() + left, place.top() + top, right - left, bottom - top)


def _grid(count: int, row: QSize, room: QSize, words: QSize) -> list[QRect]:
    """Places of `count` rows, as large as they can be in `room` with words under each."""
    aspect = row.width() / max(1, row.height())

    def high(across: int) -> float:
        """Of a row, px, with so many beside each other."""
        down = -(-count // across)
        wide = (room.width() - GAP * (across - 1)) / across
        return min(wide / aspect, (room.height() - GAP * (down - 1)) / down - words.height())

    across = max(range(1, count + 1), key=high)
    size = QSize(max(1, int(high(across) * aspect)), max(1, int(high(across))))
    down = -(-count // across)
    step = QSize(size.width() + GAP, size.height() + words.height() + GAP)
    left = max(0, (room.width() - across * step.width() + GAP) // 2)
    top = max(0, (room.height() - down * step.height() + GAP) // 2)
    return [
        QRect(QPoint(left + n % across * step.width(), top + n // across * step.height()), size)
        for n in range(count)
    ]
