"""pytest-qt's `qtbot` with the patience that a busy machine needs.

A wait ends as soon as what is waited for is there. Its limit only says when somebody gives up, so it is no
measure of speed: no test may fail because other work kept the processor for some seconds.
"""

from __future__ import annotations

from pytestqt.qtbot import QtBot

LEAST_MS = 60_000


class PatientBot(QtBot):
    """No wait for something gives up before a minute; a limit that is longer stays.

    A wait that raises nothing is for something that must not come (`assertNotEmitted`): its time stays, too.
    """

    def waitUntil(self, callback, *, timeout=0):
        super().waitUntil(callback, timeout=max(timeout, LEAST_MS))

    def waitSignal(self, signal, *, timeout=0, raising=None, **more):
        least = 0 if raising is False else LEAST_MS
        return super().waitSignal(signal, timeout=max(timeout, least), raising=raising, **more)

    def waitSignals(self, signals, *, timeout=0, **more):
        return super().waitSignals(signals, timeout=max(timeout, LEAST_MS), **more)

    def waitExposed(self, widget, *, timeout=0):
        return super().waitExposed(widget, timeout=max(timeout, LEAST_MS))

    def waitActive(self, widget, *, timeout=0):
        return super().waitActive(widget, timeout=max(timeout, LEAST_MS))
