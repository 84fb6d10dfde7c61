"""The Teach page of the main window with all that works behind it, put together in one place."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from core.files.commands import Command
from desktop.dialogs.files import FileDialogs
from desktop.engine.arbiter import Arbiter
from desktop.engine.client import EngineClient
from desktop.engine.training_client import TrainingClient
from desktop.pages.create_page import CreateStates
from desktop.pages.teach_page import TeachPage
from desktop.pages.teach_verbs import TeachVerbs
from desktop.pages.wizard_verbs import WizardVerbs
from desktop.state.library_state import LibraryState
from desktop.state.trainings_state import TrainingsState

LOAD_MS = 600  # after the window is seen


class Teaching(QObject):
    """Signals: `used()` something taught is on the Create page now · `paint_asked()` · `active_changed(bool)`.

    Attributes: `page`, `trainings`, `arbiter`, `verbs`, `wizard_verbs`.
    """

    used = Signal()
    paint_asked = Signal()
    active_changed = Signal(bool)

    def __init__(
        self,
        host: QWidget,
        client: EngineClient,
        states: CreateStates,
        library: LibraryState,
        dialogs: FileDialogs,
        command: Command | None = None,
    ) -> None:
        """`command`: of the process that teaches; None: the real one."""
        super().__init__(host)
        self.arbiter = Arbiter(parent=self)
        client.share(self.arbiter)
        self.client = TrainingClient(command, self)
        self.trainings = TrainingsState(self.client, self.arbiter, self)
        self.page = TeachPage()
        self.verbs = TeachVerbs(self.page, self.trainings, self.arbiter, states, library)
        self.wizard_verbs = WizardVerbs(self.page, self.trainings, states, client, dialogs)
        self.verbs.used.connect(self.used)
        self.verbs.paint_asked.connect(self.paint_asked)
        self.verbs.active_changed.connect(self.active_changed)
        self._is_loaded = False
        QTimer.singleShot(LOAD_MS, self, self.load)

    @Slot()
    def load(self) -> None:
        """What is known of trainings; what was left unfinished is offered. Once: what runs by then is not unfinished."""
        if self._is_loaded:
            return
        self._is_loaded = True
        self.trainings.load()
        self.verbs.offer_unfinished()

    def shutdown(self) -> None:
        """Drafts are put down; a training saves, then ends."""
        self.page.checks.stop()
        self.trainings.shutdown()
