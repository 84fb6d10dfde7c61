"""A combo box with our own chevron, sharp and of the text's colour in both themes."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPalette, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from desktop import theme
from desktop.widgets.tips import set_tip

HEIGHT = 28  # px
CHEVRON = 16  # px
ROW = 26  # px, of the list
EDGES = 38  # px left and right of the text together: padding and chevron
DISABLED_ROLE = int(Qt.ItemDataRole.UserRole) - 1  # Qt's own: the flags of a standard item


class Picker(QComboBox):
    """Signals: `value_changed(str)` with the key of what a person chose."""

    value_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEIGHT)
        self.setMinimumContentsLength(8)
        self.setMaxVisibleItems(24)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._hint = ""
        self.activated.connect(self._chosen)
        self.currentTextChanged.connect(self._tell)

    def set_hint(self, text: str) -> None:
        """What it is for; the tooltip names the chosen entry, too, where that is cut off."""
        self._hint = text
        self._tell()

    def set_value(self, key: object) -> None:
        """Show the entry with `key`; says nothing."""
        self.setCurrentIndex(self.findData(key))

    def add_impossible(self, icon: QIcon, text: str, tooltip: str) -> None:
        """An entry that is seen, in grey, and cannot be chosen; `tooltip` says why."""
        self.addItem(icon, text, None)
        row = self.count() - 1
        self.setItemData(row, tooltip, Qt.ItemDataRole.ToolTipRole)
        self.setItemData(row, 0, DISABLED_ROLE)

    def showPopup(self) -> None:
        """Rows that are easily hit, and as wide as the longest text."""
        texts = [self.itemText(row) for row in range(self.count())]
        for row, text in enumerate(texts):
            if text:  # the rest are lines between groups
                self.setItemData(row, QSize(0, ROW), Qt.ItemDataRole.SizeHintRole)
        widest = max(map(self.fontMetrics().horizontalAdvance, texts), default=0) + EDGES
        self.view().setMinimumWidth(min(max(widest, self.width()), self.window().width()))
        super().showPopup()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell()

    def paintEvent(self, event: QPaintEvent) -> None:
        """As Qt's, but a text that does not fit ends in …."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        right = Qt.TextElideMode.ElideRight
        option.currentText = self.fontMetrics().elidedText(self._shown_text(), right, self._room())
        if self.currentIndex() < 0:
            pale = self.palette().brush(QPalette.ColorRole.PlaceholderText)
            option.palette.setBrush(QPalette.ColorRole.ButtonText, pale)
        style = QStylePainter(self)
        style.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        style.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        style.end()
        place = QRect(0, 0, CHEVRON, CHEVRON)
        place.moveCenter(self.rect().center())
        place.moveRight(self.rect().right() - 8)
        role = "text" if self.isEnabled() else "disabled"
        painter = QPainter(self)
        theme.icon("chevron-down", role, CHEVRON).paint(painter, place)
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the panel scrolls; a setting is not changed in passing

    @Slot()
    def _tell(self, *_ignored: object) -> None:
        text = self._shown_text()
        cut = self.fontMetrics().horizontalAdvance(text) > self._room()
        set_tip(self, "\n".join(filter(None, (text if cut else "", self._hint))))

    def _shown_text(self) -> str:
        return self.currentText() if self.currentIndex() >= 0 else self.placeholderText()

    def _room(self) -> int:
        """For the text, px."""
        icon = 0 if self.itemIcon(self.currentIndex()).isNull() else self.iconSize().width() + 4
        return self.width() - EDGES - icon

    @Slot(int)
    def _chosen(self, index: int) -> None:
        self.value_changed.emit(self.itemData(index, Qt.ItemDataRole.UserRole))
