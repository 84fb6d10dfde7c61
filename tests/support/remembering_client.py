"""An engine client without a process: it remembers what it was asked, and the test says what is heard."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class RememberingClient(QObject):
    """Attributes: `asked` jobs · `cancelled` their names, with the `patience` of the last · `killed` how often."""

    ready = Signal(object)
    heard = Signal(object)
    lost = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[object] = []
        self.cancelled: list[str] = []
        self.patience = 0.0
        self.killed = 0

    def submit(self, job: object) -> None:
        self.asked.append(job)

    def cancel(self, job: str, patience: float) -> None:
        self.cancelled.append(job)
        self.patience = patience

    def kill_now(self) -> None:
        self.killed += 1
