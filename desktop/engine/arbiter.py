"""One device, two who want it: painting goes first, a training makes room and goes on by itself.

It decides; it starts and ends no process. `painting` is told by whoever draws, `training_started` and
`training_gone` by whoever runs the training.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot

IDLE_MS = 30_000  # without painting, then the training goes on


class Arbiter(QObject):
    """Signals: `pause_asked()` the training has to save and leave · `go_on_asked()` nobody painted for a while: what waits may run ·
    `free()` whoever waits to paint can begin · `taken()` a training holds the device from now on ·
    `waiting_changed(bool)` painting waits for the training to leave.

    Attributes: `makes_room`: a training left, or is leaving, for the sake of painting.
    """

    pause_asked = Signal()
    go_on_asked = Signal()
    free = Signal()
    taken = Signal()
    waiting_changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._training = False  # a process holds the device
        self._painting = False
        self._waits = False
        self.makes_room = False
        self._idle = QTimer(self, singleShot=True, interval=IDLE_MS)
        self._idle.timeout.connect(self._go_on)

    @property
    def may_train(self) -> bool:
        """Nobody paints; and where a training made room, nobody did for a while."""
        return not self._painting and not (self.makes_room and self._idle.isActive())

    @property
    def idle_ms(self) -> int:
        """Until a training that made room goes on; -1 while it does not wait for that."""
        return self._idle.remainingTime()

    def paint(self) -> bool:
        """Somebody wants to paint. Returns whether that can be now; else `free` comes."""
        self._painting = True
        self._idle.stop()
        if not self._training:
            return True
        self._wait(True)
        if not self.makes_room:
            self.makes_room = True
            self.pause_asked.emit()
        return False

    @Slot()
    def painted(self) -> None:
        """Nothing is drawn and nothing waits to be."""
        if not self._painting:
            return
        self._painting = False
        self._wait(False)
        self._idle.start()

    def training_started(self) -> None:
        """A training's process is there."""
        self._training = True
        self.taken.emit()

    def training_gone(self) -> None:
        """It has ended, however it did."""
        self._training = False
        if self._waits:
            self._wait(False)
            self.free.emit()

    def forget(self) -> None:
        """The training that made room is not wanted any more."""
        self.makes_room = False
        self._idle.stop()

    def _wait(self, waits: bool) -> None:
        if waits != self._waits:
            self._waits = waits
            self.waiting_changed.emit(waits)

    @Slot()
    def _go_on(self) -> None:
        self.makes_room = False
        self.go_on_asked.emit()
