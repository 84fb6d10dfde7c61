"""What the checks say of a draft's photos: measured on a worker thread, one photo after another, each once.

Which are twins and what is true of all together follows from the measures and from what is left out, at once.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication, QObject, QThreadPool, QTimer, Signal, Slot

from core.contract.draft import DraftPhoto
from core.files.photos.choices import Choice
from core.files.photos.crop import Box
from desktop.state.observable import Property

if TYPE_CHECKING:  # it brings numpy, which the window starts without
    from core.files.photos.checks import PhotoReport, SetReport

TELL_MS = 400  # between two tellings, however fast photos are checked
Key = tuple[str, int]  # path and quarter turns


def _checks() -> ModuleType:
    """What looks at photos, imported with the first of them: it brings numpy."""
    from core.files.photos import checks

    return checks


class _Mailbox(QObject):
    """Brings reports to the GUI thread. Without a parent, so that a late one finds it alive."""

    done = Signal(object, object)


class PhotoChecks(QObject):
    """Signals: `told()` some reports are new."""

    progress_changed = Signal(object)
    told = Signal()

    progress: Property[tuple[int, int]] = Property((0, 0))  # checked, of so many

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._known: dict[Key, PhotoReport] = {}
        self._waiting: list[Key] = []
        self._pairs: dict[tuple[Key, Key], bool] = {}
        self._answered: tuple[tuple[DraftPhoto, ...], int, int] | None = None
        self._answer: list[PhotoReport | None] = []
        self._total = 0
        self._aim = 512
        self._busy = False
        self._stop = threading.Event()
        self._mailbox = _Mailbox()
        self._mailbox.done.connect(self._take)
        self._tell = QTimer(self, singleShot=True, interval=TELL_MS)
        self._tell.timeout.connect(self.told)
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.stop)

    def check(self, photos: Sequence[DraftPhoto], aim: int) -> None:
        """See to it that all of these get their reports; what is known stays. `aim`: px of the training's side."""
        self._aim = aim
        wanted = [_key(photo) for photo in photos]
        self._waiting = [key for key in dict.fromkeys(wanted) if key not in self._known]
        self._total = len(set(wanted))
        self._show_progress()
        self._next()

    @Slot()
    def stop(self) -> None:
        """Nothing more is begun."""
        self._waiting = []
        self._stop.set()

    def reports(self, photos: Sequence[DraftPhoto]) -> list[PhotoReport | None]:
        """One for each photo, None while it is not checked; twins among those that are in."""
        asked = (tuple(photos), self._aim, len(self._known))
        if asked != self._answered:  # asked several times for each change of the page
            self._answered, self._answer = asked, self._judged(photos)
        return self._answer

    def _judged(self, photos: Sequence[DraftPhoto]) -> list[PhotoReport | None]:
        found: list[PhotoReport | None] = []
        before: list[tuple[Key, PhotoReport]] = []
        for number, photo in enumerate(photos):
            key = _key(photo)
            report = self._known.get(key)
            if report is None:
                found.append(None)
                continue
            report = replace(report, number=number)
            if report.usable:  # also for another side to aim at
                crop = Box(*photo.crop) if len(photo.crop) == 4 else report.crop
                report = _checks().with_crop(report, crop, self._aim)
            if photo.is_in:
                twin = next((o for k, o in before if self._alike(k, key, o, report)), None)
                if twin is not None:
                    report = _checks().with_twin(report, [twin])
                before.append((key, report))
            found.append(report)
        return found

    def about(self, photos: Sequence[DraftPhoto]) -> SetReport:
        """What is true of those that are in. What a person looked at and keeps needs no further look."""
        used = []
        for photo, report in zip(photos, self.reports(photos), strict=True):
            if report is not None and photo.is_in:
                used.append(replace(report, findings=()) if photo.is_looked_at else report)
        return cast("SetReport", _checks().about_set(used))

    def _alike(self, one: Key, other: Key, first: PhotoReport, second: PhotoReport) -> bool:
        pair = (one, other)
        if pair not in self._pairs:
            prints = first.fingerprint, second.fingerprint
            same = prints[0] is not None and prints[1] is not None
            self._pairs[pair] = bool(same and _checks().measures.twins(*prints))
        return self._pairs[pair]

    def _next(self) -> None:
        if self._busy or not self._waiting or self._stop.is_set():
            return
        self._busy = True
        key, mailbox, aim = self._waiting[0], self._mailbox, self._aim

        def work() -> None:
            path, turn = key
            mailbox.done.emit(key, _checks().check_photo(Path(path), 0, aim, Choice(turned=turn)))

        QThreadPool.globalInstance().start(work, -1)  # pictures that are looked at come first

    @Slot(object, object)
    def _take(self, key: Key, report: PhotoReport) -> None:
        self._busy = False
        self._known[key] = report
        self._waiting = [waiting for waiting in self._waiting if waiting != key]
        self._show_progress()
        if not self._tell.isActive():
            self._tell.start()
        self._next()

    def _show_progress(self) -> None:
        self.progress = (self._total - len(self._waiting), self._total)


def _key(photo: DraftPhoto) -> Key:
    return (photo.path, photo.turn)
