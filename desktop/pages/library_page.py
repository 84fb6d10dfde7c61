"""The Models page: parts and folders, the list, and all about the chosen entry. It arranges; `library_verbs` acts."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.files.catalogue.duplicates import room
from core.files.catalogue.entry import FAMILY_LABELS, Entry
from core.files.catalogue.index import Catalogue
from core.files.catalogue.scan import Scanning
from desktop import theme
from desktop.canvas.dropped import accept_local_files
from desktop.notices import library as library_notices
from desktop.pages.regions import Region
from desktop.panels.library_details import LibraryDetails
from desktop.panels.library_empty import LibraryEmpty
from desktop.panels.library_list import LibraryList
from desktop.panels.library_row import icon_of
from desktop.panels.library_side import LibrarySide
from desktop.panels.message_bar import MessageBar
from desktop.phrases import library as library_phrases
from desktop.state.library_filter import LibraryFilter, Wish, looks_like_hash
from desktop.state.library_model import LibraryModel, LibraryRole
from desktop.state.library_state import LibraryState
from desktop.state.observable import bind
from desktop.widgets.drop_hint import DropHint
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.picker import Picker
from desktop.widgets.rule import Rule

SIDE, DETAILS = 208, 288  # px
SEARCH = 172  # px
PICKER = 122  # px: "Largest first", and four controls in two rows of the smallest window
BUTTON = 28  # px
EDGE = 12  # px


class LibraryPage(QWidget):
    """Signals: `add_asked()` a folder · `dropped(list[str])` paths · `entry_shown(Entry | None)` ·
    `seen()` the page is shown.
    """

    add_asked = Signal()
    dropped = Signal(list)
    entry_shown = Signal(object)
    seen = Signal()

    def __init__(self, library: LibraryState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self.model = LibraryModel(self)
        self.rows = LibraryFilter(self)
        self.rows.setSourceModel(self.model)
        self.side = LibrarySide()
        self.list = LibraryList(self.rows, library.picture)
        self.details = LibraryDetails()
        self.empty = LibraryEmpty()
        self.search, self.family, self.order = QLineEdit(), Picker(), Picker()
        self.add = QPushButton(self.tr("Add a folder…"))
        self.count = ElidedLabel(role="second", tabular=True)
        self._centre, self._middle = QWidget(), QStackedWidget()
        self._bar = QWidget()
        self._bar_row = FlowLayout(self._bar, 8, centred=False)
        self._build()
        self.messages = MessageBar(self._centre)
        self._connect()
        self.hint = DropHint(self.tr("List it here; it stays where it is"), self._centre)
        self.setAcceptDrops(True)

    def add_verb(self, button: QWidget) -> None:
        """One more way to get models, beside Add a folder…"""
        self._bar_row.addWidget(button)

    def current(self) -> Entry | None:
        """The entry that is chosen."""
        return self.list.current()

    def without_hash(self) -> tuple[Entry, ...]:
        """What could have the hash that is looked for."""
        entries = self._library.catalogue.entries
        return tuple(entry for entry in entries if entry.is_there and not entry.sha256)

    @Slot()
    def _hash_all(self) -> None:
        self._library.hash(self.without_hash())

    @Slot()
    def _keep_keyboard(self) -> None:
        """A message that is gone had it perhaps; then it comes back to the list."""
        focus = self.window().focusWidget()
        if self.isVisible() and (focus is None or not self.isAncestorOf(focus)):
            (
                self.list if self._middle.currentWidget() is self.list else self.empty.entry()
            ).setFocus()

    def show_everything(self) -> None:
        """Nothing is filtered away."""
        self.search.clear()
        self.family.set_value("")
        self.side.choose_section("all")
        self._wish(section="all", folder="", family="", text="")

    def focus_search(self) -> None:
        """The caret goes into the search field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def regions(self) -> list[Region]:
        """The parts between which F6 goes."""
        return [
            Region(self.side, self.side.entry()),
            Region(self._bar, self.search),
            Region(self._middle, self.list),
            Region(self.messages, self.messages.entry()),
            Region(self.details, self.details.note),
        ]

    # --- building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        self.search.setPlaceholderText(self.tr("Search"))
        self.search.setAccessibleName(self.tr("Search the models and what goes with them"))
        self.search.setClearButtonEnabled(True)
        self.search.addAction(
            theme.icon("search", "second", 16), QLineEdit.ActionPosition.LeadingPosition
        )
        self.search.setFixedSize(SEARCH, BUTTON)
        self.family.setAccessibleName(self.tr("Family"))
        self.family.addItem(self.tr("All families"), "")
        for family, label in FAMILY_LABELS.items():
            self.family.addItem(label, family)
        self.order.setAccessibleName(self.tr("Order"))
        for key, text in (
            ("name", self.tr("By name")),
            ("newest", self.tr("Newest first")),
            ("largest", self.tr("Largest first")),
            ("family", self.tr("By family")),
        ):
            self.order.addItem(text, key)
        self.add.setFixedHeight(BUTTON)
        self.add.setAutoDefault(False)
        for picker in (self.family, self.order):
            picker.setFixedWidth(PICKER)
        for part in (self.search, self.family, self.order, self.add):
            self._bar_row.addWidget(part)
        self._middle.addWidget(self.list)
        self._middle.addWidget(self.empty)
        centre = QVBoxLayout(self._centre)
        centre.setContentsMargins(0, EDGE, 0, 0)
        centre.setSpacing(8)
        bar, foot = QVBoxLayout(), QVBoxLayout()
        bar.setContentsMargins(EDGE, 0, EDGE, 0)
        bar.addWidget(self._bar)
        foot.setContentsMargins(EDGE, 0, EDGE, 6)
        foot.addWidget(self.count)
        centre.addLayout(bar)
        centre.addWidget(self._middle, 1)
        centre.addLayout(foot)
        self.side.setFixedWidth(SIDE)
        self.details.setFixedWidth(DETAILS)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.side)
        row.addWidget(Rule(Qt.Orientation.Vertical))
        row.addWidget(self._centre, 1)
        row.addWidget(Rule(Qt.Orientation.Vertical))
        row.addWidget(self.details)

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda text: self._wish(text=text))
        self.family.value_changed.connect(lambda key: self._wish(family=key))
        self.order.value_changed.connect(lambda key: self._wish(order=key))
        self.side.section_chosen.connect(lambda key: self._wish(section=key, folder=""))
        self.side.folder_chosen.connect(lambda path: self._wish(section="all", folder=path))
        self.side.add_asked.connect(self.add_asked)
        self.add.clicked.connect(self.add_asked)
        self.empty.add_asked.connect(self.add_asked)
        self.empty.clear_asked.connect(self.show_everything)
        self.list.current_entry.connect(self._show_entry)
        self.list.note_asked.connect(lambda _entry: self.details.note.setFocus())
        self.list.row.thumbnails.ready.connect(self._show_picture)
        bind(self._library, "catalogue", self._show)
        bind(self._library, "progress", self._tell)
        self.messages.closed.connect(self._keep_keyboard)
        self._library.hashing_changed.connect(self._tell)
        self.empty.hashes_asked.connect(self._hash_all)

    # --- showing ----------------------------------------------------------------------------------

    @Slot(object)
    def _show(self, catalogue: Catalogue) -> None:
        before = self._chosen()
        self.model.show(catalogue)
        self.side.show_folders(catalogue.folders)
        twice = sum(len(group.entries) for group in self.model.groups)
        self.side.show_counts(catalogue.entries, twice)
        self._tell()
        self.list.choose(before)

    def _wish(self, **changes: object) -> None:
        """Show what is wished for; the chosen entry stays where it can."""
        wish: Wish = replace(self.rows.wish, **changes)  # type: ignore[arg-type]
        before = self._chosen()
        self.rows.choose(wish)
        self._tell()
        self.list.choose(before)

    def _chosen(self) -> str:
        entry = self.list.current()
        return entry.path if entry is not None else ""

    @Slot()
    def _tell(self, *_ignored: object) -> None:
        """How many are seen, or what is done meanwhile; what to do where none is."""
        progress: Scanning | None = self._library.progress
        seen = [
            self.rows.index(row, 0).data(LibraryRole.ENTRY) for row in range(self.rows.rowCount())
        ]
        text = library_phrases.room_text(len(seen), room(seen)) if seen else ""
        looking = library_phrases.looking_text(progress)
        hashing = library_notices.hashes_left_text(len(self._library.hashing))
        self.count.set_text(" · ".join(filter(None, (text, looking, hashing))))
        had_keyboard = self.list.hasFocus() or self.empty.entry().hasFocus()
        self._middle.setCurrentWidget(self.list if seen else self.empty)
        if not seen:
            wish = self.rows.wish
            sentence = library_notices.empty_text(wish, bool(looking))
            searched = bool(wish.text or wish.family or wish.folder)
            unknown = self.without_hash() if looks_like_hash(wish.text) and not hashing else ()
            hashes = library_notices.hash_all_text(unknown)
            self.empty.say(sentence, searched=searched, hashes=hashes)
        if had_keyboard:  # it stays in the middle
            (self.list if seen else self.empty.entry()).setFocus()

    @Slot(object)
    def _show_entry(self, entry: Entry | None) -> None:
        self.entry_shown.emit(entry)
        self._show_picture()

    @Slot()
    def _show_picture(self, *_ignored: object) -> None:
        entry = self.details.entry()
        if entry is not None:
            path = self._library.picture(entry)
            image = self.list.row.thumbnails.get(path) if path else None
            self.details.show_picture(image, icon_of(entry))

    # --- Qt ---------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.seen.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Folders and files of this computer can be dropped to be listed; they stay where they are."""
        if accept_local_files(event):
            self.hint.show_over(self._centre)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.hint.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self.hint.hide()
        if paths := accept_local_files(event):
            self.dropped.emit(paths)
