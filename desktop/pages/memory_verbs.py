"""The memory beside the time over Generate, "Free memory now", and when an idle model is let go of."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from core.contract.memory import MemoryFreed
from desktop.actions import Actions
from desktop.pages.create_page import CreatePage, CreateStates
from desktop.phrases import common as phrases
from desktop.settings import UNLOAD_MINUTES, Settings
from desktop.state.jobs_state import Client
from desktop.state.memory_state import MemoryState

# Minutes of each entry of the menu; 0: never.
CHOICES = {"unload_5": 5, "unload_15": 15, "unload_60": 60, "unload_never": 0}


class MemoryVerbs(QObject):
    """Connects state, page, menu and settings. Signals: `told(str)` what came of it, for the page that is seen."""

    told = Signal(str)

    def __init__(
        self,
        page: CreatePage,
        states: CreateStates,
        client: Client,
        table: Actions,
        settings: Settings,
    ) -> None:
        super().__init__(page)
        memory = MemoryState(states.generation, states.jobs, client, self)
        self._memory, self._page, self._table, self._settings = memory, page, table, settings
        memory.plan_changed.connect(page.words.foot.show_memory)
        memory.freed.connect(self._freed)
        table["free_memory"].triggered.connect(memory.free)
        for name, minutes in CHOICES.items():
            table[name].triggered.connect(lambda _c=False, minutes=minutes: self._choose(minutes))
        self._show(settings.get(UNLOAD_MINUTES))

    def hold(self, wanted: bool) -> None:
        """Whether somebody looks at what the engine keeps."""
        self._memory.hold(wanted)

    @Slot()
    def make_room(self) -> None:
        """A training takes the device."""
        self._memory.make_room()

    def _choose(self, minutes: int) -> None:
        self._settings.put(UNLOAD_MINUTES, minutes)
        self._show(minutes)

    def _show(self, minutes: int) -> None:
        """A number that is no choice (somebody wrote it into the file) holds as it is."""
        for name, choice in CHOICES.items():
            self._table[name].setChecked(choice == minutes)
        self._memory.unload_after(max(0, minutes))

    @Slot(object)
    def _freed(self, event: MemoryFreed) -> None:
        self.told.emit(phrases.freed_text(event.before - event.after))
