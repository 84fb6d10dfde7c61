"""The seed: new for each picture, unless it is locked."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.contract.request import SEED_MAX
from desktop.state.generation_state import GenerationState
from desktop.state.observable import bind
from desktop.widgets.icon_button import IconButton
from desktop.widgets.labels import NameLabel
from desktop.widgets.number_field import NumberField, NumberKind
from desktop.widgets.tips import set_tip


class SeedSection(QWidget):
    """Bound to the state; `label` stands in the panel's column of names."""

    def __init__(self, state: GenerationState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.field = NumberField(NumberKind(0, SEED_MAX, optional=True))
        self.label = NameLabel(self.tr("See&d"), self.field)
        self.dice = IconButton(
            "dice-5", self.tr("New seed"), self.tr("Throw the dice: another seed, and keep it")
        )
        self.lock = IconButton("lock-open", self.tr("Keep the seed"), "")
        self.lock.setCheckable(True)
        self.field.setAccessibleName(self.tr("Seed"))
        set_tip(
            self.field,
            self.tr(
                "The number the first noise comes from. Same seed and settings, same picture. "
                "Lock keeps it; unlocked, grey shows the last one."
            ),
        )
        self.field.setAlignment(Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.field, 1)
        row.addSpacing(4)
        row.addWidget(self.dice)
        row.addWidget(self.lock)
        self.field.value_changed.connect(self._typed)
        self.dice.clicked.connect(state.throw_dice)
        self.lock.toggled.connect(self._locked)
        bind(state, "seed", self._show)
        bind(state, "seed_locked", self._show)

    @Slot()
    def _show(self, *_ignored: object) -> None:
        state = self._state
        self.field.set_own(state.seed)
        self.field.set_value(state.seed if state.seed_locked else None)
        if not state.seed and not state.seed_locked:
            self.field.setPlaceholderText(self.tr("always new"))
        self.lock.setChecked(state.seed_locked)
        self.lock.show_icon("lock" if state.seed_locked else "lock-open")
        set_tip(
            self.lock,
            self.tr("Locked: the same seed each time")
            if state.seed_locked
            else self.tr("Open: a new seed for each picture"),
        )

    @Slot(object)
    def _typed(self, value: float | None) -> None:
        if value is not None:
            self._state.seed = int(value)
        self._state.seed_locked = value is not None
        self._show()

    @Slot(bool)
    def _locked(self, locked: bool) -> None:
        self._state.seed_locked = locked
