"""A layout that puts its widgets one after another and goes on in the next line, like words."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Lines are centred or start at the left; `spacing()` px between neighbours and lines."""

    def __init__(
        self, parent: QWidget | None = None, spacing: int = 8, *, centred: bool = True
    ) -> None:
        super().__init__(parent)
        self._centred = centred
        self._items: list[QLayoutItem] = []
        self._known: dict[int, list[list[QLayoutItem]]] = {}  # width → lines, asked again and again
        self.setContentsMargins(QMargins())
        self.setSpacing(spacing)

    def invalidate(self) -> None:
        """A child was shown, hidden or has another size."""
        self._known.clear()
        super().invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        self._known.clear()
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        self._known.clear()
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        lines = self._lines(width)
        heights = [max(item.sizeHint().height() for item in line) for line in lines]
        return sum(heights) + self.spacing() * max(len(lines) - 1, 0)

    def minimumSize(self) -> QSize:
        result = QSize()
        for item in self._seen():
            result = result.expandedTo(item.minimumSize())
        return result

    def sizeHint(self) -> QSize:
        widths = [item.sizeHint().width() + self.spacing() for item in self._seen()]
        width = max(sum(widths) - self.spacing(), 0)
        return QSize(width, self.heightForWidth(width))

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        y = rect.y()
        for line in self._lines(rect.width()):
            sizes = [item.sizeHint().boundedTo(QSize(rect.width(), 1 << 20)) for item in line]
            used = sum(size.width() for size in sizes) + self.spacing() * (len(sizes) - 1)
            x = rect.x() + (max((rect.width() - used) // 2, 0) if self._centred else 0)
            for item, size in zip(line, sizes, strict=True):
                item.setGeometry(QRect(QPoint(x, y), size))
                x += size.width() + self.spacing()
            y += max(size.height() for size in sizes) + self.spacing()

    def _seen(self) -> list[QLayoutItem]:
        """What is hidden takes no room."""
        return [item for item in self._items if not item.isEmpty()]

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines = self._known.get(width)
        if lines is None:
            lines = self._known[width] = self._broken(width)
        return lines

    def _broken(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        used = 0
        for item in self._seen():
            wanted = item.sizeHint().width()
            if lines and used + self.spacing() + wanted <= width:
                lines[-1].append(item)
                used += self.spacing() + wanted
            else:
                lines.append([item])
                used = wanted
        return lines
