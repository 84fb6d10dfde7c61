"""The rail at the left edge: one entry a page, icon above word. It shows pages and knows none."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton, QVBoxLayout, QWidget

from desktop import theme
from desktop.widgets.labels import caption
from desktop.widgets.tips import set_tip

ENTRY = QSize(64, 56)  # px, wider only where a word needs it
EDGE = 4  # px
WORD_GAP = 3  # px beside a word
WIDEST = 104  # px of an entry
DOT = 9  # px


class _Dot(QWidget):
    """A small filled circle at the right of an entry's icon."""

    def __init__(self, entry: QWidget) -> None:
        super().__init__(entry)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(entry.width() // 2 + DOT, 6, DOT + 2, DOT + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent_line"))
        painter.drawEllipse(1, 1, DOT, DOT)
        painter.end()


class Rail(QFrame):
    """Signals: `chosen(str)` with the key of the page a person clicked."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(ENTRY.width() + 2 * EDGE)
        self.setAccessibleName(self.tr("Pages"))
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QToolButton] = {}
        self._texts: dict[str, tuple[str, str]] = {}
        self._dots: dict[str, _Dot] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(EDGE, 8, EDGE, 8)
        self._column.setSpacing(4)
        self._column.addStretch(1)

    def add(self, key: str, text: str, icon: str, tooltip: str) -> QToolButton:
        """One more page, under those there are; the first is the one shown."""
        button = QToolButton()
        caption(button)
        button.setText(text)
        set_tip(button, f"{text}\n{tooltip}")  # a long word is cut in so narrow a place
        button.setAccessibleName(text)
        button.setProperty("flat", True)
        button.setProperty("rail", True)
        button.setCheckable(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setIconSize(QSize(theme.ICON_SIZE, theme.ICON_SIZE))
        theme.set_icon(button, icon)
        button.clicked.connect(lambda: self.chosen.emit(key))
        self._buttons[key], self._texts[key] = button, (text, tooltip)
        self._group.addButton(button)
        self._column.insertWidget(self._column.count() - 1, button)
        if len(self._group.buttons()) == 1:
            button.setChecked(True)
        self._fit()
        return button

    def mark(self, key: str, why: str) -> None:
        """A dot on an entry, with the reason in its tooltip; "" takes it away."""
        button = self._buttons[key]
        text, tooltip = self._texts[key]
        dot = self._dots.setdefault(key, _Dot(button))
        dot.setVisible(bool(why))
        set_tip(button, "\n".join(filter(None, (text, tooltip, why))))
        button.setAccessibleName(", ".join(filter(None, (text, why))))

    def choose(self, key: str) -> None:
        """Show a page as the one that is seen; says nothing."""
        self._buttons[key].setChecked(True)

    def _fit(self) -> None:
        """All entries as wide as the longest word needs."""
        entries = self._group.buttons()
        words = [b.fontMetrics().horizontalAdvance(b.text()) + 2 * WORD_GAP for b in entries]
        width = min(WIDEST, max(ENTRY.width(), *words))
        for entry in entries:
            entry.setFixedSize(width, ENTRY.height())
        self.setFixedWidth(width + 2 * EDGE)
