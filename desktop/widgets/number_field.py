"""A number to type: a plain line edit that knows range, step and unit.

Stands in for spin boxes, whose editors a style sheet breaks. Arrows and the focused wheel change it,
Page up and down by ten steps; an empty field, where `optional`, is None: somebody else's value, shown
in grey. It is not the state: it shows what it is given and says what a person entered.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QLocale, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.widgets.labels import figures

HEIGHT = 28  # px
WHEEL_NOTCH = 120  # eighths of a degree
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True)
class NumberKind:
    """What a field accepts."""

    low: float
    high: float
    step: float = 1
    decimals: int = 0
    unit: str = ""  # written behind, with its blank: " px"
    before: str = ""  # written in front: "× "
    factor: float = 1  # shown = value × factor: 100 for per cent
    optional: bool = False  # empty means None
    usual: float | None = None  # shown in grey, too, and what an empty field means

    def text(self, value: float) -> str:
        """As the field shows it, without unit."""
        locale = QLocale()
        locale.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
        if self.decimals == 0:
            return str(round(value * self.factor))
        return locale.toString(float(value * self.factor), "f", self.decimals)

    def whole(self, value: float) -> str:
        """With unit."""
        return f"{self.before}{self.text(value)}{self.unit}"

    def read(self, text: str) -> float | None:
        """The number in `text`, unit or not, decimal point or comma; None where there is none."""
        bare = text.strip().removeprefix(self.before.strip()).removesuffix(self.unit.strip())
        try:
            number = float(bare.strip().replace(",", ".")) / self.factor
            exact = int(bare.strip()) if self.decimals == 0 and self.factor == 1 else number
        except (ValueError, OverflowError):
            return None
        return exact if number == number else None

    def within(self, value: float) -> float:
        """The nearest number that is accepted."""
        held = min(max(value, self.low), self.high)
        return int(held) if self.decimals == 0 and self.factor == 1 else held


class NumberField(QLineEdit):
    """Signals: `value_changed(float | int | None)` for what a person entered."""

    value_changed = Signal(object)

    def __init__(self, kind: NumberKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self._value: float | None = None
        self._own: float = kind.low
        self.setFixedHeight(HEIGHT)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        figures(self)
        self.editingFinished.connect(self._take)
        self._show()

    @property
    def value(self) -> float | None:
        return self._value

    def set_value(self, value: float | None) -> None:
        """Show `value`; says nothing."""
        self._value = value
        self._show()

    def set_own(self, own: float) -> None:
        """What None stands for."""
        self._own = own
        self._show()

    def now(self) -> float:
        """The value, or what stands for it."""
        return self._own if self._value is None else self._value

    def step_by(self, steps: float) -> None:
        """`steps` steps up or down, from where it stands."""
        self._enter(self.kind.within(round(self.now() + steps * self.kind.step, 6)))

    def preferred_width(self) -> int:
        """Room for the longest number and its unit, px."""
        longest = max((self.kind.whole(v) for v in (self.kind.low, self.kind.high)), key=len)
        return self.fontMetrics().horizontalAdvance(longest) + 26

    # --- Qt ---------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Up: 1,
            Qt.Key.Key_Down: -1,
            Qt.Key.Key_PageUp: 10,
            Qt.Key.Key_PageDown: -10,
        }.get(Qt.Key(event.key()))
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if steps is not None and plain:
            self._take()
            self.step_by(steps)
            event.accept()
            return
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not self.hasFocus():
            event.ignore()  # the panel scrolls
            return
        self._take()
        self.step_by(event.angleDelta().y() / WHEEL_NOTCH)
        event.accept()

    def event(self, event: QEvent) -> bool:
        is_asked = event.type() == QEvent.Type.ShortcutOverride
        if is_asked and isinstance(event, QKeyEvent) and event.key() in ENTER:
            self._take()  # the window's Ctrl+Enter acts before this field hears of the key
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.selectAll()

    @Slot()
    def _take(self) -> None:
        """What stands in the field becomes the value; nonsense gives way to the value before."""
        if not self.isModified():
            return
        text = self.text().strip()
        if not text and (self.kind.optional or self.kind.usual is not None):
            self._enter(self.kind.usual)
            return
        number = self.kind.read(text)
        if number is None:
            self._show()
        else:
            self._enter(self.kind.within(number))

    def _enter(self, value: float | None) -> None:
        changed = value != self._value
        self._value = value
        self._show()
        if changed:
            self.value_changed.emit(value)

    def _show(self) -> None:
        grey = self._own if self._value is None and self.kind.optional else None
        if self._value is not None and self._value == self.kind.usual:
            grey = self.kind.usual
        if grey is not None:
            self.setText("")
            self.setPlaceholderText(self.kind.whole(grey))
        else:
            self.setText(self.kind.whole(self.now()))
        self.setModified(False)
