"""The window's end of the pipe to the process that looks at photos: one at a time, started when the first is asked for.

It knows no draft. A process that dies is started once more for the same photo; if it dies of it again, the photo
counts as one that cannot be read. While nothing is asked it goes, after a moment.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.contract.errors import InvalidValue, ReaderStopped
from core.files.commands import Command, photos_command
from core.files.photos.report import PhotoReport, read_report, unreadable
from desktop.engine.helper import Helper

REST_MS = 10_000  # without a question
DEATHS_MAX = 2  # over one photo


class PhotoChecker(QObject):
    """Signals: `checked(PhotoReport)` the answer to the question that was asked last."""

    checked = Signal(object)

    def __init__(self, command: Command | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._command = command or photos_command()
        self._helper: Helper | None = None
        self._asked: dict[str, Any] | None = None
        self._deaths = 0
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._let_go)

    @property
    def busy(self) -> bool:
        return self._asked is not None

    def ask(self, path: str, turned: int, aim: int, *, faces: bool = False) -> None:
        """Look at a photo, by so many quarter turns, for a training at `aim` px. Only while not `busy`.

        `faces`: of a person, so they are looked for.
        """
        self._asked = {"path": path, "turned": turned, "aim": aim, "faces": faces}
        self._deaths = 0
        self._send()

    @Slot()
    def stop(self) -> None:
        """End the process now; what was asked stays without an answer."""
        self._asked = None
        self._rest.stop()
        helper, self._helper = self._helper, None
        if helper is not None:
            helper.stop()
            helper.deleteLater()

    @Slot()
    def _let_go(self) -> None:
        """Nothing is asked: let the process end by itself, without waiting for it."""
        helper, self._helper = self._helper, None
        if helper is not None:
            helper.ended.disconnect(self._ended)
            helper.ended.connect(helper.deleteLater)
            helper.close()

    def _send(self) -> None:
        self._rest.stop()
        if self._helper is None:
            self._helper = Helper(self._command, self)
            self._helper.said.connect(self._hear)
            self._helper.ended.connect(self._ended)
            self._helper.open()
        self._helper.write(json.dumps(self._asked))

    @Slot(object)
    def _hear(self, data: dict[str, Any]) -> None:
        if self._asked is None:
            return
        try:
            report = read_report(data)
        except InvalidValue:
            report = self._lost(self._asked["path"])
        self._answer(report)

    @Slot(bool)
    def _ended(self, _well: bool) -> None:
        helper, self._helper = self._helper, None
        if helper is not None:
            helper.deleteLater()
        if self._asked is None:
            return
        self._deaths += 1
        if self._deaths < DEATHS_MAX:
            self._send()
        else:
            self._answer(self._lost(self._asked["path"]))

    def _answer(self, report: PhotoReport) -> None:
        self._asked = None
        self._rest.start()
        self.checked.emit(report)

    def _lost(self, path: str) -> PhotoReport:
        return unreadable(Path(path), 0, ReaderStopped(path, "crashed"))
