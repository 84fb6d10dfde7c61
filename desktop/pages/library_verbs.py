"""What one can do on the Models page: use, note, hash, show, copy, throw away; add folders and let them go.

Sentences are made in `library_phrases` and `wording`; the page shows.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication

from core.contract.errors import ReverieError
from core.files import folders
from core.files.catalogue.entry import Entry
from core.files.catalogue.extra_paths import SUFFIXES, read_extra_paths
from core.files.catalogue.kinds import Kind
from core.files.places import is_folder
from core.files.trash_cans import Trashed
from core.prompt.emphasis import escaped
from desktop.dialogs.files import FileDialogs
from desktop.notices import library as library_notices
from desktop.pages.addition_verbs import AdditionVerbs
from desktop.pages.create_page import CreateStates
from desktop.pages.library_page import LibraryPage
from desktop.panels.library_list import menu_of
from desktop.phrases import library as library_phrases
from desktop.state.library_state import LibraryState
from desktop.state.observable import bind


class LibraryVerbs(QObject):
    """Signals: `used(str)` an entry is in use on the Create page now, and what is said of it there.

    Attributes: `uses`: kind → what using such an entry does; a kind that is missing cannot be used by itself.
    """

    used = Signal(str)

    def __init__(
        self,
        page: LibraryPage,
        library: LibraryState,
        states: CreateStates,
        additions: AdditionVerbs,
        dialogs: FileDialogs,
    ) -> None:
        super().__init__(page)
        self._page, self._library, self._models = page, library, states.models
        self._generation, self._dialogs = states.generation, dialogs
        self.uses: dict[Kind, Callable[[Entry], object]] = {
            "model": self._use_model,
            "lora": lambda entry: additions.use_lora(entry.path),
            "embedding": lambda entry: additions.use_embedding(entry.path),
            "vae": lambda entry: additions.use_vae(entry.path),
        }
        listed, details = page.list, page.details
        for source in (listed, details):
            source.use_asked.connect(self.use)
            source.trash_asked.connect(self.ask_trash)
            source.copy_asked.connect(self.copy_path)
        listed.menu_asked.connect(self._menu)
        details.show_asked.connect(self.show_file)
        details.hash_asked.connect(self.work_out)
        details.word_asked.connect(self._add_word)
        details.note_written.connect(self._write_note)
        page.entry_shown.connect(self._show)
        page.add_asked.connect(self.add_folder)
        page.dropped.connect(self.add_places)
        page.side.remove_asked.connect(self.remove_folder)
        library.trashed.connect(self._trashed)
        library.refused.connect(self._refused)
        library.restored.connect(self._restored)
        library.not_restored.connect(self._not_restored)
        bind(library, "hashing", self._renew)
        bind(states.models, "current", self._in_use)
        states.generation.vae_changed.connect(self._renew)

    # --- one entry --------------------------------------------------------------------------------

    @Slot(object)
    def use(self, entry: Entry) -> None:
        """Use it on the Create page, or say why not."""
        why_not = self._why_not(entry).get("use")
        if why_not:
            self._page.messages.show_note(why_not)
            return
        self.uses[entry.kind](entry)
        self.used.emit(library_notices.used_text(entry) if entry.kind == "model" else "")

    def _use_model(self, entry: Entry) -> None:
        self._models.choose(entry.path)

    @Slot(object)
    def show_file(self, entry: Entry) -> None:
        """Its folder in the system's own program."""
        path = Path(entry.path)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path if path.is_dir() else path.parent)))

    @Slot(object)
    def copy_path(self, entry: Entry) -> None:
        QGuiApplication.clipboard().setText(entry.path)
        self._page.messages.show_note(library_notices.copied_text())

    @Slot(object)
    def work_out(self, entry: Entry) -> None:
        """Its hash, and those of what may be the same."""
        group = self._page.model.twins_of(entry.path)
        self._library.hash(group.entries if group is not None else [entry])

    @Slot(object)
    def ask_trash(self, entry: Entry) -> None:
        """Nothing happens before the answer."""
        why_not = self._why_not(entry).get("trash")
        if why_not:
            self._page.messages.show_note(why_not)
            return
        question, verb = library_notices.trash_question(entry), library_notices.trash_verb()
        self._page.messages.show_note(question, [(verb, lambda: self._library.to_trash(entry))])
        self._page.messages.entry().setFocus()

    @Slot(object, object)
    def _trashed(self, entry: Entry, trashed: Trashed | None) -> None:
        text = library_notices.trashed_text(entry, by_system=trashed is None)
        verbs = []
        if trashed is not None:
            back = partial(self._library.put_back, entry, trashed)
            verbs.append((library_notices.undo_text(), back))
        self._page.messages.show_note(text, verbs)
        self._page.list.setFocus()

    @Slot(object)
    def _restored(self, entry: Entry) -> None:
        self._page.messages.show_note(library_notices.restored_text(entry))
        self._page.list.choose(entry.path)
        self._page.list.setFocus()

    @Slot(object, object)
    def _not_restored(self, entry: Entry, error: ReverieError) -> None:
        self._page.messages.show_error(library_notices.restore_refused(entry, error))

    @Slot(object, object)
    def _refused(self, entry: Entry, error: ReverieError) -> None:
        self._page.messages.show_error(library_notices.trash_refused(entry, error))

    @Slot(object, str)
    def _write_note(self, entry: Entry, note: str) -> None:
        try:
            self._library.write_note(entry, note)
        except ReverieError as error:
            self.tell(error)

    @Slot(str)
    def _add_word(self, word: str) -> None:
        text = word if self._generation.plain_prompt else escaped(word)
        before = self._generation.prompt.strip().rstrip(",")
        self._generation.prompt = f"{before}, {text}" if before else text
        self._page.messages.show_note(library_notices.word_added(word))

    @Slot(object)
    def _show(self, entry: Entry | None) -> None:
        if entry is None:
            self._page.details.show_entry(None, "", {})
            return
        group = self._page.model.twins_of(entry.path)
        also = library_phrases.twins_text(group, entry) if group is not None else ""
        note = self._library.remarks.of(entry).note
        self._page.details.show_entry(entry, note, self._why_not(entry), also)

    @Slot()
    def _renew(self, *_ignored: object) -> None:
        self._show(self._page.current())

    @Slot(object)
    def _in_use(self, _model: object) -> None:
        current = self._models.current
        self._page.model.set_in_use(current.path if current is not None else "")  # tells the list

    def _why_not(self, entry: Entry) -> dict[str, str]:
        """What cannot be done with an entry, and why."""
        if not entry.is_there:
            return dict.fromkeys(("use", "trash", "hash"), library_phrases.facts(entry))
        found = {}
        if entry.problem is not None:
            found["use"] = library_phrases.problem_text(entry)
        elif entry.kind not in self.uses:
            found["use"] = library_notices.no_use(entry.kind)
        else:
            found["use"] = self._why_no_use(entry)
        if Path(entry.path).is_relative_to(folders.resources().resolve()):
            found["trash"] = library_notices.built_in()
        if entry.path in self._library.hashing:
            found["hash"] = library_notices.hashing_text()
        return found

    def _why_no_use(self, entry: Entry) -> str:
        """Of one that can be used as such: why not now."""
        current = self._models.current
        if entry.path in (current.path if current is not None else "", self._generation.vae):
            return library_notices.draws_already()
        if entry.kind not in ("lora", "embedding"):
            return ""
        other = current is not None and entry.family not in (None, current.family)
        return library_notices.other_family(entry, current.family) if current and other else ""

    def _menu(self, entry: Entry, place: QPoint) -> None:
        why_not, texts = self._why_not(entry), library_notices.menu_texts()
        menu_of(
            [
                (texts["use"], why_not.get("use", ""), lambda: self.use(entry)),
                (texts["show"], "", lambda: self.show_file(entry)),
                (texts["copy"], "", lambda: self.copy_path(entry)),
                (texts["hash"], why_not.get("hash", ""), lambda: self.work_out(entry)),
                (texts["trash"], why_not.get("trash", ""), lambda: self.ask_trash(entry)),
            ],
            self._page,
        ).popup(place)

    # --- folders ----------------------------------------------------------------------------------

    @Slot()
    def add_folder(self) -> None:
        """A folder with models, used in place."""
        title = self.tr("Add a folder with models")
        chosen = self._dialogs.choose_folder(title, str(Path.home()))
        if chosen:
            self.add_places([chosen])

    @Slot(list)
    def add_places(self, places: list[str]) -> None:
        """Folders, files or lists of paths, from the dialog or dropped."""
        for place in places:
            try:
                if Path(place).suffix.lower() in SUFFIXES and not is_folder(place):
                    read_extra_paths(
                        Path(place)
                    )  # what is no list of paths is told before it is kept
                self._library.add(place)
            except ReverieError as error:
                self.tell(error)
                return
        if places:
            self._page.messages.show_note(library_notices.added_text(places))

    @Slot(str)
    def remove_folder(self, path: str) -> None:
        """Off the list; on the disk it stays as it is."""
        try:
            self._library.remove(path)
        except ReverieError as error:
            self.tell(error)
            return
        undo = (library_notices.undo_text(), lambda: self._list_again(path))
        self._page.messages.show_note(library_notices.removed_text(path), [undo])

    def _list_again(self, path: str) -> None:
        """As it was on the list, also while it is away or cannot be read."""
        try:
            self._library.add(path)
        except ReverieError as error:
            self.tell(error)
            return
        self._page.messages.show_note(library_notices.added_text([path]))

    @Slot(object)
    def tell(self, error: ReverieError) -> None:
        """An error in the page's bar."""
        self._page.messages.show_error(library_notices.trouble(error))
