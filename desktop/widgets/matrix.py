"""Numbers in rows and columns, names at the left, pictures on top; the largest ones are outlined."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop import theme
from desktop.numbers import decimal
from desktop.widgets.labels import figures
from desktop.widgets.scatter import paint_mark

ROW = 30  # px
COLUMN = 84  # px
HEAD = 84  # px
NAMES = 220  # px at most
MARK = 16  # px for the mark of a row


class Matrix(QWidget):
    """Shows what it is given; outlines per row, per column, or both."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        figures(self)
        self._names: Sequence[str] = ()
        self._heads: Sequence[QImage | None] = ()
        self._values: Sequence[Sequence[float]] = ()
        self._percent, self._by_row, self._by_column = False, True, True
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_heads(self, heads: Sequence[QImage | None]) -> None:
        """The pictures of the columns."""
        self._heads = heads
        self.updateGeometry()
        self.update()

    def show_values(
        self,
        names: Sequence[str],
        values: Sequence[Sequence[float]],
        *,
        percent: bool,
        by_row: bool,
        by_column: bool,
    ) -> None:
        """No values: only names and pictures. `percent`: shares of 1."""
        self._names, self._values = names, values
        self._percent, self._by_row, self._by_column = percent, by_row, by_column
        self.setAccessibleDescription("\n".join(map(self._spoken, range(len(names)))))
        self.updateGeometry()
        self.update()

    def text(self, row: int, column: int) -> str:
        """A number as it is shown."""
        value = self._values[row][column]
        return f"{decimal(100 * value, 1)} %" if self._percent else decimal(value, 2)

    def outlined(self, row: int, column: int) -> bool:
        """Whether a number is the largest of its row or column, as is asked."""
        values = self._values
        in_row = len(values[row]) > 1 and values[row][column] == max(values[row])
        lines = [line[column] for line in values]
        in_column = len(lines) > 1 and values[row][column] == max(lines)
        return (self._by_row and in_row) or (self._by_column and in_column)

    def sizeHint(self) -> QSize:
        return QSize(
            self._left() + COLUMN * max(1, len(self._heads)), HEAD + ROW * len(self._names)
        )

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _left(self) -> int:
        widest = max((self.fontMetrics().horizontalAdvance(n) for n in self._names), default=0)
        return min(MARK + widest + 12, NAMES)

    def _spoken(self, row: int) -> str:
        numbers = (
            [self.text(row, column) for column in range(len(self._heads))] if self._values else []
        )
        return ": ".join([self._names[row], ", ".join(numbers)])

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        left = self._left()
        for column, head in enumerate(self._heads):
            box = QRectF(left + column * COLUMN + 4, 0, HEAD - 8, HEAD - 8)
            if head is None:
                painter.fillRect(box, theme.colour("stripe"))
            else:
                scale = min(box.width() / head.width(), box.height() / head.height())
                size = (head.width() * scale, head.height() * scale)
                painter.drawImage(QRectF(box.x(), box.y(), *size), head)
        middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        for row, name in enumerate(self._names):
            top = HEAD + row * ROW
            paint_mark(painter, QPointF(MARK / 3, top + ROW / 2), row)  # as on the map of tokens
            painter.setPen(theme.colour("text"))
            room = left - MARK - 8
            shown = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRectF(MARK, top, room, ROW), middle, shown)
            for column in range(len(self._heads) if self._values else 0):
                box = QRectF(left + column * COLUMN + 4, top + 2, COLUMN - 8, ROW - 4)
                self._paint_cell(painter, box, row, column)
        painter.end()

    def _paint_cell(self, painter: QPainter, box: QRectF, row: int, column: int) -> None:
        if self._percent:
            fill = QColor(theme.colour("selected"))
            share = QRectF(box)
            share.setWidth(box.width() * self._values[row][column])
            painter.fillRect(share, fill)
        outlined = self.outlined(row, column)
        painter.setPen(QPen(theme.colour("accent_line" if outlined else "hairline"), 1 + outlined))
        painter.drawRect(box)
        painter.setPen(theme.colour("text"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self.text(row, column))
