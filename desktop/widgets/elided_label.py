"""One line of plain text that ends in … where there is no room; the tooltip then has it all."""

from __future__ import annotations

import html

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyleOption, QWidget

from desktop import theme
from desktop.widgets.labels import figures


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

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._text) + 2, metrics.height() + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), 24), self.sizeHint().height())

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
        self.setToolTip("<br>".join(html.escape(line) for line in lines))
