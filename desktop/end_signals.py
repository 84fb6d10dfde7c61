"""Ctrl-C in the terminal, SIGTERM and the end of a session as a wish to close the window, which puts everything down.

A handler of Python's own would run in whatever slot comes next and look like a defect there, or, without one,
the window would end on the spot. Windows closes windows by other ways.
"""

from __future__ import annotations

import os
import signal
import sys

from PySide6.QtCore import QObject, QSocketNotifier, Signal, Slot


class EndSignals(QObject):
    """Hears them from now on; made on the main thread. Signals: `asked()`."""

    asked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        if sys.platform == "win32":
            return
        self._pipe = os.pipe()
        for end in self._pipe:
            os.set_blocking(end, False)
        self._wakeup = signal.set_wakeup_fd(self._pipe[1], warn_on_full_buffer=False)
        numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        heard = (one for one in numbers if signal.getsignal(one) is not signal.SIG_IGN)  # nohup
        self._before = {one: signal.signal(one, lambda number, frame: None) for one in heard}
        self._notifier = QSocketNotifier(self._pipe[0], QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._hear)

    @Slot()
    def let_go(self) -> None:
        """The window closes and may wait long for a training to save: another signal ends it on the spot."""
        if sys.platform != "win32":
            for number in self._before:
                signal.signal(number, signal.SIG_DFL)

    def end(self) -> None:
        """Leave the signals to whoever had them before."""
        if sys.platform == "win32":
            return
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._wakeup)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        for end in self._pipe:
            os.close(end)

    @Slot()
    def _hear(self) -> None:
        if not set(os.read(self._pipe[0], 64)).isdisjoint(self._before):
            self.asked.emit()
