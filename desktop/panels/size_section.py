"""How large: sizes by name, a swap, and two fields for any other size, rounded to multiples of 8."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from desktop.state.generation_state import GenerationState
from desktop.state.observable import bind
from desktop.state.sizes import Shape, Size, rounded, size_of
from desktop.widgets.icon_button import SIZE, IconButton
from desktop.widgets.labels import Caption, NameLabel
from desktop.widgets.number_field import NumberField, NumberKind
from desktop.widgets.picker import Picker
from desktop.widgets.tips import set_tip


class SizeSection(QWidget):
    """Bound to the state; `label` stands in the panel's column of names."""

    def __init__(self, state: GenerationState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.picker = Picker()
        self.label = NameLabel(self.tr("Si&ze"), self.picker)
        self.swap = IconButton(
            "arrow-left-right",
            self.tr("Swap width and height"),
            self.tr("Swap width and height"),
        )
        kind = NumberKind(1, 99_999, step=8, unit=" px")  # what is too large is said, not swallowed
        self.width_field, self.height_field = NumberField(kind), NumberField(kind)
        self.note = Caption(wrap=True)
        self._own = QWidget()
        self._build()
        self.picker.value_changed.connect(self._choose)
        self.swap.clicked.connect(state.swap_size)
        self.width_field.value_changed.connect(self._own_width)
        self.height_field.value_changed.connect(self._own_height)
        for name in ("shape", "own_size", "model", "picture", "start_from"):
            bind(state, name, self._show)

    def _build(self) -> None:
        self.picker.setAccessibleName(self.tr("Size"))
        self.width_field.setAccessibleName(self.tr("Width"))
        self.height_field.setAccessibleName(self.tr("Height"))
        for field in (self.width_field, self.height_field):
            set_tip(field, self.tr("A multiple of 8, from 8 to 4096 px."))
            field.setMinimumWidth(field.fontMetrics().horizontalAdvance("4096 px") + 26)
        row = QHBoxLayout(self._own)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.width_field, 1)
        row.addWidget(Caption("×"))
        row.addWidget(self.height_field, 1)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.addWidget(self.picker, 0, 0, 1, 2)  # down to the dice of the seed: its texts are long
        grid.addWidget(self.swap, 0, 2)  # above the seed's lock
        grid.addWidget(self._own, 1, 0, 1, 2)
        grid.addWidget(self.note, 2, 0, 1, 3)
        grid.setColumnMinimumWidth(1, SIZE - 4)
        grid.setColumnStretch(0, 1)
        self.note.say("")

    @Slot()
    def _show(self, *_ignored: object) -> None:
        state = self._state
        self.picker.clear()
        for shape, text in self._names():
            self.picker.addItem(text, shape)
        self.picker.set_value(state.shape)
        width, height = state.size_now()
        self.width_field.set_value(width)
        self.height_field.set_value(height)
        self._own.setVisible(state.shape == "own")
        side = min(state.learned_size())
        self.picker.set_hint(
            self.tr(
                "The model learned {0} px; far above that things appear twice. "
                "Sizes are multiples of 8."
            ).format(side),
        )

    def _names(self) -> list[tuple[Shape, str]]:
        """The entries; a size that two names share is offered once."""
        state = self._state
        learned = state.learned_size()
        names: list[tuple[Shape, str]] = []
        if learned[0] == learned[1]:
            names.append(("auto", self.tr("Square {0} × {1}")))
        else:
            names += [
                ("auto", self.tr("The model’s {0} × {1}")),
                ("square", self.tr("Square {0} × {1}")),
            ]
        names += [
            ("portrait", self.tr("Portrait {0} × {1}")),
            ("landscape", self.tr("Landscape {0} × {1}")),
        ]
        if state.picture is not None and state.start_from == "picture":
            names[0] = ("auto", self.tr("As the picture {0} × {1}"))
            names.insert(1, ("square", self.tr("Square {0} × {1}")))
        names.append(
            ("own", self.tr("Other size…") if state.shape != "own" else self.tr("Other size"))
        )
        if state.shape not in dict(names):  # "square" of a model that has no other
            names.insert(0, (state.shape, self.tr("{0} × {1}")))
        return [(shape, self._sized(shape, text)) for shape, text in dict(names).items()]

    def _sized(self, shape: Shape, text: str) -> str:
        state = self._state
        picture = state.picture if state.start_from == "picture" else None
        size = size_of(shape, state.learned_size(), picture, state.own_size)
        return text.format(*size)

    @Slot(object)
    def _choose(self, key: str) -> None:
        self.note.say("")
        if key == "own":
            self._state.own_size = self._state.size_now()
        self._state.shape = cast("Shape", key)
        if key == "own":
            self.width_field.setFocus()

    @Slot(object)
    def _own_width(self, value: float) -> None:
        self._take((int(value), self._state.own_size[1]), int(value))

    @Slot(object)
    def _own_height(self, value: float) -> None:
        self._take((self._state.own_size[0], int(value)), int(value))

    def _take(self, size: Size, typed: int) -> None:
        held = rounded(typed)
        text = self.tr("Only multiples of 8, up to 4096 px, can be drawn: {0} became {1} px.")
        self.note.say("" if held == typed else text.format(typed, held))
        self._state.own_size = (rounded(size[0]), rounded(size[1]))
        self._show()
