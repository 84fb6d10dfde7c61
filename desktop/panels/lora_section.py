"""The LoRAs of the next pictures, one line each, and a chip that adds another. Lines only where there are some."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from core.contract.errors import ReverieError
from core.files.catalogue import addition_folders
from desktop.aside import Aside
from desktop.panels.lora_row import LoraRow
from desktop.state.generation_state import GenerationState
from desktop.state.lora_choice import LoraChoice
from desktop.state.observable import bind
from desktop.widgets.chip import Chip

TAUGHT = "\0"  # in the place of a path: it says itself what it is
LISTED_MAX = 40  # names in the menu; more are found in a file dialog


class LoraSection(QWidget):
    """Signals: `chosen(str)`, the path of a LoRA from the folders; `taught_asked(str)`, the id of a training that is
    not finished; `file_asked()`: one from elsewhere is wanted.
    """

    chosen = Signal(str)
    taught_asked = Signal(str)
    file_asked = Signal()

    def __init__(self, state: GenerationState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.rows: list[LoraRow] = []
        self._taught: Sequence[tuple[str, str]] = ()
        self._is_looking = False
        self._aside = Aside(self)
        hint = self.tr("Small additions to the model; the weight says how much.")
        self.add = Chip(self.tr("Add a LoRA…"), hint)
        self.add.clicked.connect(self._ask)
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._lines)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        bind(state, "loras", self._show)

    def show_taught(self, offers: Sequence[tuple[str, str]]) -> None:
        """Id and name of what is being taught and can be drawn with already."""
        self._taught = tuple(offers)

    def menu(self, files: Mapping[str, Path]) -> QMenu:
        """What can be added: what is being taught, the names in the folders (`files`), then any file."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for identifier, name in self._taught:
            action = menu.addAction(name.replace("&", "&&"))
            action.triggered.connect(
                lambda _on=False, identifier=identifier: self.taught_asked.emit(identifier)
            )
            action.setData(TAUGHT)
        if self._taught:
            menu.addSeparator()
        known = {n: p for n, p in files.items() if "/" not in n}
        for name, path in sorted(known.items(), key=lambda item: item[0].casefold())[:LISTED_MAX]:
            action = menu.addAction(name.replace("&", "&&"))
            action.setData(str(path))
        if known:
            menu.addSeparator()
        menu.addAction(self.tr("Choose a file…"))
        menu.triggered.connect(lambda action: self._picked(action.data()))
        return menu

    @Slot()
    def _ask(self) -> None:
        """Folders may be large or far away: a worker looks through them."""
        if not self._is_looking:
            self._is_looking = True
            self._aside.run(_in_folders, self._drop)

    def _drop(self, files: Mapping[str, Path]) -> None:
        self._is_looking = False
        if not self.isVisible():
            return
        menu = self.menu(files)
        if len(menu.actions()) == 1:  # nothing in the folders
            menu.deleteLater()
            self.file_asked.emit()
            return
        menu.popup(self.add.mapToGlobal(self.add.rect().bottomLeft()))

    def _picked(self, path: str | None) -> None:
        if path is None:
            self.file_asked.emit()
        elif path != TAUGHT:
            self.chosen.emit(str(Path(path)))

    @Slot(object)
    def _show(self, choices: tuple[LoraChoice, ...]) -> None:
        """Lines stay where their files do, so that none vanishes under a pointer that drags its slider."""
        if [row.choice.path for row in self.rows] != [choice.path for choice in choices]:
            self._rebuild(choices)
        for row, choice in zip(self.rows, choices, strict=True):
            row.show_choice(choice)

    def _rebuild(self, choices: tuple[LoraChoice, ...]) -> None:
        for row in self.rows:
            self._lines.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [LoraRow(choice) for choice in choices]
        for row in self.rows:
            self._lines.addWidget(row)
            row.changed.connect(self._changed)
            row.removed.connect(self._removed)

    @Slot(object)
    def _changed(self, new: LoraChoice) -> None:
        self._state.loras = tuple(new if c.path == new.path else c for c in self._state.loras)

    @Slot()
    def _removed(self) -> None:
        row = self.sender()
        if isinstance(row, LoraRow):
            self._state.loras = tuple(c for c in self._state.loras if c.path != row.choice.path)


def _in_folders() -> Mapping[str, Path]:
    with suppress(ReverieError, OSError):
        return addition_folders.lora_files()
    return {}
