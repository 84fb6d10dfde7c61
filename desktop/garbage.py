"""Python's garbage collection on the GUI thread only.

The automatic one may run on any thread and destroy Qt objects there, which ends the process (style
guide, Qt ground rule 3). So it is switched off and a timer of the GUI thread does its work.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer, Slot

INTERVAL_MS = 1000


class GarbageCollector(QObject):
    """Collects while it lives."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thresholds = gc.get_threshold()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self.check)
        self._timer.start()

    def settle(self) -> None:
        """What there is now stays as long as the program: it is not looked through again and again.

        Called once the window is made. Looking through all of it takes longer than a picture of the screen.
        """
        gc.freeze()

    @Slot()
    def check(self) -> int | None:
        """Collect the generation that is due; returns which, None where none was."""
        counts = gc.get_count()
        for generation in (2, 1, 0):
            if counts[generation] > self._thresholds[generation] > 0:
                gc.collect(generation)
                return generation
        return None
