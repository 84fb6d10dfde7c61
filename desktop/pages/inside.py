"""The Inside page with what works behind it: made, and its code read, when somebody first wants to see it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.dialogs.files import FileDialogs
from desktop.engine.client import EngineClient
from desktop.pages.create_page import CreateStates
from desktop.settings import Settings
from desktop.state.trainings_state import TrainingsState

if TYPE_CHECKING:  # the window starts without
    from desktop.pages.inside_page import InsidePage
    from desktop.pages.inside_verbs import InsideVerbs
    from desktop.state.inside.inside_states import InsideStates


class Inside(QObject):
    """Signals: `teach_asked()` from photos. Attributes: `page`, `verbs`, `states`, made with the first of them."""

    teach_asked = Signal()

    def __init__(
        self,
        client: EngineClient,
        drawing: CreateStates,
        dialogs: FileDialogs,
        settings: Settings,
        trainings: TrainingsState,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._client, self._drawing = client, drawing
        self._dialogs, self._settings, self._trainings = dialogs, settings, trainings

    @property
    def page(self) -> InsidePage:
        return self._made[0]

    @property
    def verbs(self) -> InsideVerbs:
        return self._made[1]

    @property
    def states(self) -> InsideStates:
        return self.page.states

    @Slot(str)
    def look_into(self, picture: str) -> None:
        """The film of a finished picture."""
        self.verbs.look_into(picture)

    def shutdown(self) -> None:
        """What was kept of its pictures goes; nothing where the page was never seen."""
        if "_made" in self.__dict__:
            self.states.folder.clear()

    @cached_property
    def _made(self) -> tuple[InsidePage, InsideVerbs]:
        from desktop.pages.inside_page import InsidePage
        from desktop.pages.inside_verbs import InsideVerbs
        from desktop.state.inside.inside_states import inside_states

        page = InsidePage(inside_states(self._client, self._drawing, self))
        verbs = InsideVerbs(page, self._dialogs, self._settings, self._trainings)
        verbs.teach_asked.connect(self.teach_asked)
        return page, verbs
