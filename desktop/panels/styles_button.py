"""Named styles: a button that drops their list; one adds them to the words, saves the words, deletes."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from core.contract.errors import ReverieError
from core.files import styles
from core.files.styles import NAME_MAX, Style
from desktop.state.generation_state import GenerationState
from desktop.widgets.icon_button import IconButton
from desktop.widgets.search_popup import Row, SearchPopup
from desktop.widgets.tips import set_tip

SIZE = 24  # px: it stands in a line of text


class StylesButton(IconButton):
    """Signals: `failed(ReverieError)` where their file cannot be read or written."""

    failed = Signal(object)

    def __init__(self, state: GenerationState, parent: QWidget | None = None) -> None:
        super().__init__("bookmark", "", "", parent)
        self.setFixedSize(SIZE, SIZE)
        self.name(self.tr("Styles"), self.tr("Styles: words to be added under a name"))
        self._state = state
        self._known: tuple[Style, ...] = ()
        self._shown: list[Style] = []
        self._deleted: Style | None = None
        self.popup = SearchPopup(
            self.tr("Search, or a name for these words"),
            self.tr("A style is words under a name. Write a name above and save your words."),
            self,
        )
        self.save = QPushButton(self.tr("Save these words"))
        self.delete = IconButton("trash-2", self.tr("Delete"), self.tr("Delete the chosen style"))
        self.undo = QPushButton(self.tr("Bring it back"))
        foot = QHBoxLayout()
        for widget in (self.save, self.undo):
            foot.addWidget(widget)
        foot.addStretch(1)
        foot.addWidget(self.delete)
        self.popup.column.addLayout(foot)
        self.popup.searched.connect(self._search)
        self.popup.chosen.connect(self._add)
        self.popup.entered.connect(self.save.click)
        self.save.clicked.connect(self._save)
        self.delete.clicked.connect(self._delete)
        self.undo.clicked.connect(self._bring_back)
        self.clicked.connect(self._open)

    @Slot()
    def _open(self) -> None:
        self._deleted = None
        if self._read():
            self.popup.open_under(self)

    def _read(self) -> bool:
        try:
            self._known = styles.read()
        except ReverieError as error:
            self.failed.emit(error)
            return False
        return True

    @Slot(str)
    def _search(self, text: str) -> None:
        wanted = text.strip().casefold()
        self._shown = [style for style in self._known if wanted in style.name.casefold()]
        self.popup.set_rows(
            [Row(s.name, "\n– ".join(filter(None, (s.prompt, s.negative)))) for s in self._shown]
        )
        self._offer()

    def _offer(self) -> None:
        """What the buttons can do now."""
        words = self._state.prompt.strip() or self._state.negative.strip()
        nameless = not self.popup.search.text().strip()
        self.save.setEnabled(bool(words) and not nameless)
        why_not = self.tr("Write a name into the field above.") if nameless else ""
        set_tip(self.save, why_not if words else self.tr("There are no words to be saved."))
        self.delete.setEnabled(bool(self._shown))
        self.undo.setVisible(self._deleted is not None)
        if self._deleted is not None:
            set_tip(self.undo, self._deleted.name)
        self.popup.fit()

    @Slot(int)
    def _add(self, row: int) -> None:
        style = self._shown[row]
        self._state.prompt = styles.joined(self._state.prompt, style.prompt)
        self._state.negative = styles.joined(self._state.negative, style.negative)

    @Slot()
    def _save(self) -> None:
        name = self.popup.search.text().strip()[:NAME_MAX]
        self._change(Style(name, self._state.prompt, self._state.negative))

    @Slot()
    def _delete(self) -> None:
        row = self.popup.current()
        if row < 0:
            return
        deleted = self._shown[row]
        try:
            styles.remove(deleted.name)
        except ReverieError as error:
            self._fail(error)
            return
        self._deleted = deleted
        self._show_again()

    @Slot()
    def _bring_back(self) -> None:
        if self._deleted is not None:
            deleted, self._deleted = self._deleted, None
            self._change(deleted)

    def _change(self, style: Style) -> None:
        try:
            styles.put(style)
        except ReverieError as error:
            self._fail(error)
            return
        self._show_again()

    def _show_again(self) -> None:
        if self._read():
            self._search(self.popup.search.text())

    def _fail(self, error: ReverieError) -> None:
        self.popup.hide()
        self.failed.emit(error)
