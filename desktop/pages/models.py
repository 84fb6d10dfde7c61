"""The Models page with what works behind it: made, and its code read, when somebody first wants to see it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.dialogs.files import FileDialogs
from desktop.pages.addition_verbs import AdditionVerbs
from desktop.pages.create_page import CreateStates
from desktop.pages.downloads import Downloads
from desktop.state.library_state import LibraryState
from desktop.state.observable import bind

if TYPE_CHECKING:  # the window starts without
    from desktop.pages.library_page import LibraryPage
    from desktop.pages.library_verbs import LibraryVerbs


class Models(QObject):
    """Signals: `used(str)` something is in use on the Create page now, and what is said of it there.

    Attributes: `page` and `verbs`, both made with the first of them. What the library finds can be drawn with
    from the start.
    """

    used = Signal(str)

    def __init__(
        self,
        library: LibraryState,
        states: CreateStates,
        additions: AdditionVerbs,
        dialogs: FileDialogs,
        downloads: Downloads,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.library, self._states, self._additions = library, states, additions
        self._dialogs, self._downloads = dialogs, downloads
        bind(library, "catalogue", self._take)

    @property
    def page(self) -> LibraryPage:
        return self._made[0]

    @property
    def verbs(self) -> LibraryVerbs:
        return self._made[1]

    @cached_property
    def _made(self) -> tuple[LibraryPage, LibraryVerbs]:
        from desktop.pages.library_page import LibraryPage
        from desktop.pages.library_verbs import LibraryVerbs

        page = LibraryPage(self.library)
        page.add_verb(self._downloads.button())
        verbs = LibraryVerbs(page, self.library, self._states, self._additions, self._dialogs)
        verbs.used.connect(self.used)
        return page, verbs

    @Slot(object)
    def _take(self, _catalogue: object) -> None:
        self._states.models.take(self.library.catalogue.entries)
