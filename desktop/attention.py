"""Calls a person back when something long has ended while another program is in front."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget


class Attention(QObject):
    """The task bar marks the window, and counts what has ended, until somebody looks.

    No message pops up: that needs a tray, which not every desktop has, and the window's own bar says what it is.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._unseen = 0
        self._application = cast("QApplication", QApplication.instance())
        self._application.focusWindowChanged.connect(self._looked)

    @Slot()
    def call(self, *_ignored: object) -> None:
        """Something ended. Nothing happens where one of our windows has the keyboard."""
        if QGuiApplication.focusWindow() is not None:
            return
        self._unseen += 1
        QApplication.alert(self._window)
        self._application.setBadgeNumber(self._unseen)

    @Slot(object)
    def _looked(self, window: object) -> None:
        if window is not None and self._unseen:
            self._unseen = 0
            self._application.setBadgeNumber(0)
