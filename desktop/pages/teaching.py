"""The Teach page of the main window with all that works behind it, put together in one place.

The page is made, and its code read, when it is first seen or has something to say.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from core.files.commands import Command
from desktop.dialogs.files import FileDialogs
from desktop.engine.arbiter import Arbiter
from desktop.engine.client import EngineClient
from desktop.engine.training_client import TrainingClient
from desktop.pages.create_page import CreateStates
from desktop.pages.downloads import Downloads
from desktop.state.library_state import LibraryState
from desktop.state.step_jobs import StepJobs
from desktop.state.trainings_state import TrainingsState

if TYPE_CHECKING:  # the window starts without
    from desktop.pages.teach_page import TeachPage
    from desktop.pages.teach_verbs import TeachVerbs
    from desktop.pages.wizard_verbs import WizardVerbs
    from desktop.panels.message_bar import MessageBar

LOAD_MS = 600  # after the window is seen


class _Made(NamedTuple):
    page: TeachPage
    verbs: TeachVerbs
    wizard_verbs: WizardVerbs


class Teaching(QObject):
    """Signals: `used()` something taught is on the Create page now · `paint_asked()` · `active_changed(bool)` ·
    `seen_asked()` this page · `told(float | None, str)` see `TeachVerbs` · `fetch_asked(repository)` an encoder that judges pictures shall be seen on the hub.

    Attributes: `trainings`, `arbiter`, `steps`; `page`, `verbs` and `wizard_verbs`, all three made with the first of them.
    """

    used = Signal()
    paint_asked = Signal()
    active_changed = Signal(bool)
    seen_asked = Signal()
    told = Signal(object, str)
    fetch_asked = Signal(str)

    def __init__(
        self,
        host: QWidget,
        client: EngineClient,
        states: CreateStates,
        library: LibraryState,
        dialogs: FileDialogs,
        command: Command | None = None,
        bar: Callable[[], MessageBar] | None = None,
    ) -> None:
        """`command`: of the process that teaches; None: the real one. `bar`: see `TeachVerbs`."""
        super().__init__(host)
        self.arbiter = Arbiter(parent=self)
        client.share(self.arbiter)
        self.client = TrainingClient(command, self)
        self.trainings = TrainingsState(self.client, self.arbiter, self)
        self.steps = StepJobs(client, self.trainings, self)
        self._engine, self._states, self._library, self._dialogs = client, states, library, dialogs
        self._is_loaded, self._bar = False, bar
        QTimer.singleShot(LOAD_MS, self, self.load)

    @property
    def page(self) -> TeachPage:
        return self._made.page

    @property
    def verbs(self) -> TeachVerbs:
        return self._made.verbs

    @property
    def wizard_verbs(self) -> WizardVerbs:
        return self._made.wizard_verbs

    @property
    def _is_made(self) -> bool:
        """Whether anybody has looked at the page yet."""
        return "_made" in self.__dict__

    @cached_property
    def _made(self) -> _Made:
        from desktop.pages.teach_page import TeachPage
        from desktop.pages.teach_verbs import TeachVerbs
        from desktop.pages.wizard_verbs import WizardVerbs

        page = TeachPage()
        verbs = TeachVerbs(
            *(page, self.trainings, self.arbiter, self._states, self._library, self.steps),
            bar=self._bar,
        )
        verbs.used.connect(self.used)
        verbs.paint_asked.connect(self.paint_asked)
        verbs.active_changed.connect(self.active_changed)
        verbs.seen_asked.connect(self.seen_asked)
        verbs.told.connect(self.told)
        wizard = WizardVerbs(page, self.trainings, self._states, self._engine, self._dialogs)
        for asked in (wizard.fetch_asked, page.run.judges.fetch_asked):
            asked.connect(self.fetch_asked)
        return _Made(page, verbs, wizard)

    def join(self, downloads: Downloads) -> None:
        """Encoders are fetched by the window for downloads, after a click; what came is known at once."""
        self.fetch_asked.connect(downloads.look_at)
        downloads.downloaded.connect(self._came)

    @Slot()
    def _came(self) -> None:
        if self._is_made:
            self.wizard_verbs.show_judges()
            self.page.run.show_lacking()

    @Slot()
    def load(self) -> None:
        """What is known of trainings; what was left unfinished is offered. Once: what runs by then is not unfinished."""
        if self._is_loaded:
            return
        self._is_loaded = True
        self.trainings.load()
        self.steps.end_begun()
        if self.trainings.interrupted():
            self.verbs.news.offer_unfinished()

    def words_of(self, identifier: str) -> tuple[str, str]:
        """What a training is called and how far it is, in two lines; empty ones where it is gone."""
        from desktop.phrases.teach import status_text, title_text

        teaching = self.trainings.get(identifier)
        if teaching is None:
            return "", ""
        return title_text(teaching.draft), status_text(teaching)

    def so_far(self) -> list[tuple[str, str]]:
        """Id and name of what is being taught and can be drawn with already."""
        unfinished = self.steps.unfinished()
        if not unfinished:
            return []
        from desktop.phrases.teach import so_far_text

        return [(teaching.id, so_far_text(teaching.draft)) for teaching in unfinished]

    def shutdown(self) -> None:
        """Drafts are put down; a training saves, then ends."""
        if self._is_made:
            self.page.checks.stop()
        self.trainings.shutdown()
