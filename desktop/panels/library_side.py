"""The parts of the library with how many are in each, and the folders that it is made of."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from core.files.catalogue.entry import Entry
from core.files.catalogue.index import FolderState
from core.files.plain_text import plain
from desktop import theme
from desktop.phrases import library as library_phrases
from desktop.state.library_filter import SECTIONS, Section, is_in
from desktop.widgets.icon_button import IconButton
from desktop.widgets.labels import NameLabel
from desktop.widgets.side_row import SideRow
from desktop.wording.parts import place

ICONS: dict[Section, str] = {
    "all": "library",
    "model": "box",
    "lora": "layers",
    "embedding": "quote",
    "vae": "component",
    "unusable": "triangle-alert",
    "twins": "copy-check",
}
SEEN_ALWAYS: tuple[Section, ...] = ("all", "model", "lora", "embedding")
EDGE = 8  # px


class LibrarySide(QWidget):
    """Signals: `section_chosen(Section)` · `folder_chosen(path)` · `add_asked()` · `remove_asked(path)`."""

    section_chosen = Signal(object)
    folder_chosen = Signal(str)
    add_asked = Signal()
    remove_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._states: dict[str, FolderState] = {}
        self.sections = {
            key: SideRow(ICONS[key], library_phrases.section_text(key)) for key in SECTIONS
        }
        self.folders: dict[str, SideRow] = {}
        self.add = IconButton(
            "folder-plus", self.tr("Add a folder"), self.tr("Add a folder; nothing in it is copied")
        )
        self.add.clicked.connect(self.add_asked)
        self.remove = IconButton("x", self.tr("Take this folder off the list"), "")
        self.remove.clicked.connect(lambda: self.remove_asked.emit(self.folder()))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        self._build()
        self.choose_section("all")

    def section(self) -> Section | None:
        """The part that is chosen; None while a folder is."""
        return next((key for key, row in self.sections.items() if row.isChecked()), None)

    def folder(self) -> str:
        """The folder that is chosen, "" for none."""
        return next((path for path, row in self.folders.items() if row.isChecked()), "")

    def entry(self) -> QWidget:
        """Where the keyboard comes in: the row that is chosen."""
        chosen = self._group.checkedButton()
        return self.sections["all"] if chosen is None else chosen

    def choose_section(self, section: Section) -> None:
        """Show a part as chosen; says nothing."""
        self.sections[section].setChecked(True)
        self._allow()

    def show_counts(self, entries: Sequence[Entry], twins: int) -> None:
        """How many are in each part and folder."""
        for key, row in self.sections.items():
            count = twins if key == "twins" else sum(is_in(entry, key) for entry in entries)
            row.show_as(str(count))
            row.setVisible(bool(count) or key in SEEN_ALWAYS or row.isChecked())
        for path, row in self.folders.items():
            state = self._states[path]
            count = sum(entry.folder == path for entry in entries)
            standing = library_phrases.folder_standing(state)
            icon = (
                "unplug" if not state.is_there else "triangle-alert" if standing else "folder-open"
            )
            hint = "\n".join(filter(None, (plain(path), standing)))
            row.show_as(str(count), hint, grey=not state.is_there, icon=icon)

    def show_folders(self, states: Sequence[FolderState]) -> None:
        """The lines of the list; a folder of the program's own is seen only where it is there."""
        shown = {s.path: s for s in states if s.is_there or not s.is_own}
        self._states = shown
        if list(shown) == list(self.folders):
            return
        chosen = self.folder()
        for row in self.folders.values():
            self._group.removeButton(row)
            self._rows.removeWidget(row)
            row.deleteLater()
        self.folders = {path: self._row(state) for path, state in shown.items()}
        if chosen in self.folders:
            self.folders[chosen].setChecked(True)
        elif chosen:
            self.choose_section("all")
            self.section_chosen.emit("all")
        self._allow()

    def _row(self, state: FolderState) -> SideRow:
        text = place(state.path)
        if state.is_own:
            text = library_phrases.own_folder(state.path)
        row = SideRow("folder-open", text, mode=Qt.TextElideMode.ElideMiddle)
        row.clicked.connect(lambda: self._chosen(folder=state.path))
        self._group.addButton(row)
        self._rows.insertWidget(self._rows.count(), row)
        return row

    def _build(self) -> None:
        content = QWidget()
        content.setProperty("content", True)
        column = QVBoxLayout(content)
        column.setContentsMargins(EDGE, 12, EDGE, 12)
        column.setSpacing(2)
        for key, row in self.sections.items():
            self._group.addButton(row)
            row.clicked.connect(lambda _checked=False, key=key: self._chosen(section=key))
            column.addWidget(row)
        head = QHBoxLayout()
        head.setContentsMargins(EDGE, 12, 0, 2)
        head.setSpacing(0)
        head.addWidget(NameLabel(self.tr("Folders")), 1)
        head.addWidget(self.remove)
        head.addWidget(self.add)
        column.addLayout(head)
        column.addLayout(self._rows)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidget(content)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def _chosen(self, section: Section | None = None, folder: str = "") -> None:
        self._allow()
        if section is not None:
            self.section_chosen.emit(section)
        else:
            self.folder_chosen.emit(folder)

    @Slot()
    def _allow(self) -> None:
        """Only a folder that a person added can be taken off the list."""
        state = self._states.get(self.folder())
        self.remove.setVisible(state is not None and not state.is_own)
        self.remove.setToolTip(
            self.tr("Take this folder off the list; it stays as it is on the disk")
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("panel"))
        painter.end()
