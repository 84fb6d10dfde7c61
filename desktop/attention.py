"""Calls a person back when something long has ended while another program is in front."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from desktop import notification


class Attention(QObject):
    """The task bar marks the window, and counts what has ended, until somebody looks; the desktop says what it is."""

    def __init__(self, window: QWidget, words: Callable[[str], tuple[str, str]]) -> None:
        """`words`: title and text of what ended, by its id; "" for what is not known any more."""
        super().__init__(window)
        self._window, self._words = window, words
        self._unseen = 0
        self._application = cast("QApplication", QApplication.instance())
        self._application.focusWindowChanged.connect(self._looked)

    @Slot(str)
    def call(self, identifier: str, *_ignored: object) -> None:
        """It ended. Nothing happens where one of our windows has the keyboard."""
        if QGuiApplication.focusWindow() is not None:
            return
        self._unseen += 1
        QApplication.alert(self._window)
        self._application.setBadgeNumber(self._unseen)
        title, text = self._words(identifier)
        if title:
            notification.show(title, text)

    @Slot(object)
    def _looked(self, window: object) -> None:
        if window is not None and self._unseen:
            self._unseen = 0
            self._application.setBadgeNumber(0)
