"""A process that speaks the engine's language: jobs in, events out."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from core.contract import events as ev
from core.contract.errors import InvalidValue
from core.files.commands import Command
from desktop.engine.process import Process
from desktop.engine.tail import LINE_MAX, Tail


class MessageProcess(Process):
    """Signals beside those of `Process`: `heard(Event)`. What is no event is kept in `tail`, for a report."""

    heard = Signal(object)

    def __init__(
        self, command: Command, tail: Tail | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(command, parent)
        self.tail = tail or Tail()
        self.said.connect(self._hear)
        self.told.connect(self.tail.note)

    def send(self, message: ev.Message) -> None:
        self.write(ev.to_line(message))

    def _hear(self, line: bytes) -> None:
        try:
            message = ev.from_line(line.decode())
        except (InvalidValue, UnicodeDecodeError, RecursionError):
            message = None
        if message is None or isinstance(message, ev.Job):
            self.tail.note(f"(unreadable) {line[:LINE_MAX]!r}")
        else:
            self.heard.emit(message)
