"""How many pieces the prompt has: asks the engine when the writing rests, the newest text wins."""

from __future__ import annotations

import uuid

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.contract import events as ev
from core.contract.additions import Embedding
from core.contract.request import PROMPT_MAX
from desktop.state.generation_state import GenerationState
from desktop.state.jobs_state import Client

REST_MS = 250


class TokenCounter(QObject):
    """Signals: `counted(TokenCount)` for the text of now."""

    counted = Signal(object)

    def __init__(
        self, state: GenerationState, client: Client, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._state, self._client = state, client
        self._job = ""
        self._ready = False
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._ask)
        state.prompt_changed.connect(self._changed)
        state.model_changed.connect(self._changed)
        state.plain_prompt_changed.connect(self._changed)
        state.embeddings_changed.connect(self._changed)
        client.ready.connect(self._engine_ready)
        client.heard.connect(self._hear)

    @Slot()
    def _changed(self, *_ignored: object) -> None:
        self._job = ""  # an answer under way is about another text
        self._rest.start()

    @Slot()
    def _engine_ready(self, *_ignored: object) -> None:
        self._ready = True
        self._rest.start()

    @Slot()
    def _ask(self) -> None:
        model = self._state.model
        text = self._state.prompt
        if self._ready and model is not None and len(text) <= PROMPT_MAX:
            self._job = uuid.uuid4().hex
            plain = self._state.plain_prompt
            embeddings = tuple(map(Embedding, self._state.embeddings))
            question = ev.CountTokens(self._job, model.path, text, plain, embeddings)
            self._client.submit(question)

    @Slot(object)
    def _hear(self, event: ev.Event) -> None:
        if isinstance(event, ev.TokenCount) and event.job == self._job:
            self.counted.emit(event)
