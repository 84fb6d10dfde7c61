"""One line of plain text that ends in … where there is no room; the tooltip then has it all."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyleOption, QWidget

from desktop import theme
from desktop.widgets.labels import figures
from desktop.widgets.tips import rich


class ElidedLabel(QWidget):
    """Attributes: `role`, the name of the text's colour. The text is shown as it is, tags too."""

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        role: str = "text",
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        tabular: bool = False,
    ) -> None:
        """`tabular`: all figures equally wide, for numbers that change."""
        super().__init__(parent)
        if tabular:
            figures(self)
        self.role = role
        self._mode = mode
        self._text = ""
        self._hint = ""
        self._reserved: int | None = None  # px asked for at least, None: no more than needed
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_text(text)

    def text(self) -> str:
        """The whole text."""
        return self._text

    def shown_text(self) -> str:
        """What there is room for."""
        return self.fontMetrics().elidedText(self._text, self._mode, self.width())

    def set_hint(self, hint: str) -> None:
        """A tooltip of its own, under the whole text where that is cut."""
        self._hint = hint
        self._tell()

    def set_text(self, text: str) -> None:
        self._text = text.replace("\n", " ")
        self.setAccessibleName(self._text)
        self.updateGeometry()
        self._tell()
        self.update()

    def reserve(self, on: bool) -> None:
        """While on, ask for as much room as any text needed meanwhile: neighbours stand still."""
        self._reserved = max(self._reserved or 0, self._needed()) if on else None
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(max(self._needed(), self._reserved or 0), self.fontMetrics().height() + 2)

    def _needed(self) -> int:
        return self.fontMetrics().horizontalAdvance(self._text) + 2

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self._needed(), 24), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        option = QStyleOption()
        option.initFrom(self)
        enabled = bool(option.state & QStyle.StateFlag.State_Enabled)
        painter.setPen(
            theme.colour(self.role)
            if enabled
            else self.palette().color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
        )
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        painter.drawText(self.rect(), flags, self.shown_text())
        painter.end()

    def _tell(self) -> None:
        whole = self.shown_text() == self._text
        lines = [line for line in ("" if whole else self._text, self._hint) if line]
        self.setToolTip(rich("\n".join(lines)))
