"""What the next picture needs of the memory, and when the engine lets go of its model.

Asks the engine when the settings rest, after each job, and when it is ready; the newest answer wins. After some
idle minutes, or when told, it has the model's memory given back; what a recorded picture keeps there goes with it.
No words, no widgets.
"""

from __future__ import annotations

import uuid
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.contract import events as ev
from core.contract.explain import Explained
from desktop.state.generation_state import GenerationState
from desktop.state.jobs_state import Client, JobsState
from desktop.state.observable import Property

REST_MS = 250
MINUTE_MS = 60_000


class MemoryState(QObject):
    """Signals: `plan_changed(MemoryPlan | None)` · `freed(MemoryFreed)` once after each `free`."""

    plan_changed = Signal(object)
    freed = Signal(object)

    plan: Property[ev.MemoryPlan | None] = Property(None)  # None: not known now

    def __init__(
        self,
        state: GenerationState,
        jobs: JobsState,
        client: Client,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._state, self._jobs, self._client = state, jobs, client
        self._question: ev.AskMemory | None = None  # the last one
        self._asked_for = ""  # the job of a `free` that somebody waits for
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._ask)
        self._idle = QTimer(self, singleShot=True)
        self._idle.timeout.connect(self._unload)
        self._minutes, self._is_held = 0, False
        state.any_changed.connect(self._changed)
        jobs.ended.connect(self._again)
        jobs.started.connect(self._idle.stop)
        client.ready.connect(self._again)
        client.lost.connect(self._lost)
        client.heard.connect(self._hear)

    def free(self) -> None:
        """Have the engine let go of its model as soon as it is idle."""
        self._asked_for = self._unload()

    @Slot()
    def make_room(self) -> None:
        """A training takes the device: the model that drew leaves it, unless somebody looks at what the engine keeps."""
        if not self._is_held:
            self._unload()

    def unload_after(self, minutes: int) -> None:
        """Let go of the model after so many minutes without a job; 0: never."""
        self._minutes = minutes
        self._wait()

    def hold(self, wanted: bool) -> None:
        """Whether somebody looks at what the engine keeps: it does not let go by itself meanwhile."""
        self._is_held = wanted
        self._wait()

    def _wait(self) -> None:
        self._idle.stop()
        if self._minutes and not self._is_held and not self._jobs.running:
            self._idle.start(self._minutes * MINUTE_MS)

    @Slot()
    def _unload(self) -> str:
        job = uuid.uuid4().hex
        if self._jobs.engine is not None:
            self._client.submit(ev.Unload(job))
        return job

    @Slot()
    def _changed(self) -> None:
        self._rest.start()

    @Slot()
    def _again(self, *_ignored: object) -> None:
        """Another amount is free now, and the engine is idle, or was just started."""
        self._question = None
        self._rest.start()
        self._wait()

    @Slot()
    def _lost(self) -> None:
        self._question = None
        self._idle.stop()
        self.plan = None

    @Slot()
    def _ask(self) -> None:
        """Most changes of the prompt cost nothing: the same question is not asked twice."""
        state = self._state
        if self._jobs.engine is None or state.model is None:
            return
        width, height = state.size_now()
        question = ev.AskMemory(
            job="",
            model=state.model.path,
            width=width,
            height=height,
            passes=state.passes(),
            from_picture=state.start_from != "words",
            loras=state.has_loras(),
        )
        if self._question is None or replace(self._question, job="") != question:
            self._question = replace(question, job=uuid.uuid4().hex)
            self._client.submit(self._question)

    @Slot(object)
    def _hear(self, event: ev.Event) -> None:
        asked = self._question.job if self._question else ""
        match event:
            case ev.MemoryPlan() if event.job == asked:
                self.plan = event
            case ev.JobFailed() if event.job == asked:
                self.plan = None  # the model itself is told where it is chosen
            case Explained() | ev.Phase() | ev.Step():
                self._wait()  # the page Inside has work done, too
            case ev.MemoryFreed():
                if event.job == self._asked_for:
                    self._asked_for = ""
                    self.freed.emit(event)
                self._question = None  # what is free is another amount now
                self._rest.start()
