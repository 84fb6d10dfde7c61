"""What the checks say of a draft's photos: measured in a process of its own, one photo after another, each once.

One whose files were changed, went or came back since is measured again, after `check` and `look_again`. Which are
twins, which lie on their side and what is true of all together follows from the measures and from what is left out, at
once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal, Slot

from core.contract.draft import DraftPhoto
from core.files.commands import Command
from core.files.photos import prints, verdicts
from core.files.photos.crop import box_of
from core.files.photos.report import PhotoReport, SetReport
from core.files.photos.stamps import Stamp, stamp_of
from desktop.aside import Aside
from desktop.engine.photo_checker import PhotoChecker
from desktop.state.observable import Property

TELL_MS = 400  # between two tellings, however fast photos are checked
SOON = 1 << 30  # before the pictures that the same threads decode
Key = tuple[str, int]  # path and quarter turns
# What is learned from photos: the subject that is looked for in each, a person's head and shoulders, all there is in
# about its own shape, or all in the middle square.
Learned = Literal["subject", "face", "whole", "square"]


class PhotoChecks(QObject):
    """Signals: `told()` some reports are new · `replaced(list[str])` paths whose pictures are others now."""

    progress_changed = Signal(object)
    told = Signal()
    replaced = Signal(list)

    progress: Property[tuple[int, int]] = Property((0, 0))  # checked, of so many

    def __init__(self, parent: QObject | None = None, command: Command | None = None) -> None:
        """`command`: of the process that looks at photos; None: the real one."""
        super().__init__(parent)
        self._known: dict[Key, PhotoReport] = {}
        self._twins: dict[Key, set[Key]] = {}
        self._cut: dict[tuple[Key, tuple[float, ...]], PhotoReport] = {}  # for the present aim
        self._wanted: list[Key] = []  # each once
        self._waiting: list[Key] = []  # of them
        self._asked: Key = ("", 0)
        self._news = 0  # how often what is known became another
        self._answered: tuple[tuple[DraftPhoto, ...], int, Learned, int] | None = None
        self._answer: list[PhotoReport | None] = []
        self._about: SetReport | None = None  # of the same photos
        self._looking, self._look_once_more = False, False
        self._aim = 512
        self._learned: Learned = "subject"
        self._stopped = False
        self._checker = PhotoChecker(command, self)
        self._checker.checked.connect(self._take)
        self._tell = QTimer(self, singleShot=True, interval=TELL_MS)
        self._tell.timeout.connect(self.told)
        self._aside = Aside(self)
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.stop)

    def check(self, photos: Sequence[DraftPhoto], aim: int, learned: Learned = "subject") -> None:
        """See to it that all of these get their reports; what is known stays. `aim`: px of the training's side."""
        if (aim, learned) != (self._aim, self._learned):
            self._aim, self._learned = aim, learned
            self._cut.clear()
        self._wanted = list(dict.fromkeys(_key(photo) for photo in photos))
        self._ask_unknown()
        self.look_again()

    @Slot()
    def look_again(self) -> None:
        """Whether the files are still those that were checked is asked on another thread: a drive may be slow."""
        if self._looking:
            self._look_once_more = True
            return
        paths = list(dict.fromkeys(key[0] for key in self._wanted if key in self._known))
        if self._stopped or not paths:
            return
        self._looking = True
        self._aside.run(
            lambda: {path: stamp_of(Path(path)) for path in paths}, self._looked, priority=SOON
        )

    @Slot()
    def stop(self) -> None:
        """Nothing more is looked at."""
        self._stopped = True
        self._waiting = []
        self._checker.stop()

    def reports(self, photos: Sequence[DraftPhoto]) -> list[PhotoReport | None]:
        """One for each photo, None while it is not checked; beside each other stand those that are in."""
        asked = (tuple(photos), self._aim, self._learned, self._news)
        if asked != self._answered:  # asked several times for each change of the page
            self._answered, self._answer = asked, self._judged(photos)
            self._about = None
        return self._answer

    def about(self, photos: Sequence[DraftPhoto]) -> SetReport:
        """What is true of those that are in. What a person looked at and keeps needs no further look."""
        reports = self.reports(photos)
        if self._about is None:
            used = []
            for photo, report in zip(photos, reports, strict=True):
                if report is not None and photo.is_in:
                    used.append(replace(report, findings=()) if photo.is_looked_at else report)
            self._about = verdicts.about_set(used)
        return self._about

    def _judged(self, photos: Sequence[DraftPhoto]) -> list[PhotoReport | None]:
        found: list[PhotoReport | None] = []
        before: dict[Key, PhotoReport] = {}  # that are in
        for number, photo in enumerate(photos):
            key, report = _key(photo), self._as_cut(photo)
            if report is not None:
                report = replace(report, number=number)
                if photo.is_in:
                    twins = self._twins[key] & before.keys()
                    if twins:
                        first = min((before[twin] for twin in twins), key=lambda r: r.number)
                        report = verdicts.as_twin(report, first)
                    before[key] = report
            found.append(report)
        if self._learned in ("subject", "face"):  # pictures of a style need not be alike
            beside = [n for n, report in enumerate(found) if report is not None and photos[n].is_in]
            together = [report for n in beside if (report := found[n]) is not None]
            for number, report in zip(beside, verdicts.as_they_lie(together), strict=True):
                found[number] = report
        return found

    def _as_cut(self, photo: DraftPhoto) -> PhotoReport | None:
        """Judged by its own crop and by what is aimed at now."""
        key = _key(photo)
        report, known = self._cut.get((key, photo.crop)), self._known.get(key)
        if report is None and known is not None:
            crop = box_of(photo.crop)
            if self._learned == "face":
                report = verdicts.as_person(known, crop, self._aim)
            elif self._learned == "subject":
                report = verdicts.as_thing(known, crop, self._aim)
            else:
                buckets = self._learned == "whole"
                report = verdicts.as_whole(known, crop, self._aim, buckets=buckets)
            self._cut[key, photo.crop] = report
        return report

    def _looked(self, stamps: Mapping[str, Stamp]) -> None:
        """What was found out about files that are others now is forgotten, and asked for again."""
        self._looking = False
        replaced: list[str] = []
        for key, report in list(self._known.items()):
            stamp = stamps.get(key[0])
            if stamp is None or stamp == report.stamp:
                continue
            if report.stamp is None:  # it ended the process: as it is now it need not do so again
                self._known[key] = replace(report, stamp=stamp)
                continue
            if stamp[0] != report.stamp[0]:
                replaced.append(key[0])
            self._forget(key)
        if self._stopped:
            return
        if replaced:
            self.replaced.emit(list(dict.fromkeys(replaced)))
        self._ask_unknown()
        if self._look_once_more:
            self._look_once_more = False
            self.look_again()

    def _forget(self, key: Key) -> None:
        del self._known[key]
        for other in self._twins.pop(key):
            self._twins[other].discard(key)
        self._uncut(key)
        self._tell_soon()

    def _uncut(self, key: Key) -> None:
        self._cut = {cut: report for cut, report in self._cut.items() if cut[0] != key}

    def _ask_unknown(self) -> None:
        self._waiting = [key for key in self._wanted if not self._is_known(key)]
        self._show_progress()
        self._next()

    def _is_known(self, key: Key) -> bool:
        """Whether nothing more is to be found out about it."""
        report = self._known.get(key)
        if report is None or self._learned != "face" or not report.usable:
            return report is not None
        return report.faces is not None

    def _next(self) -> None:
        if self._checker.busy or not self._waiting or self._stopped:
            return
        self._asked = self._waiting[0]
        self._checker.ask(*self._asked, self._aim, faces=self._learned == "face")

    @Slot(object)
    def _take(self, report: PhotoReport) -> None:
        key = self._asked
        self._known[key] = report
        self._uncut(key)
        others = self._twins.keys() - {key}  # it may be looked at again, for its faces
        self._twins[key] = {other for other in others if self._alike(key, other)}
        for other in self._twins[key]:
            self._twins[other].add(key)
        self._waiting = [waiting for waiting in self._waiting if not self._is_known(waiting)]
        self._show_progress()
        self._tell_soon()
        self._next()

    def _tell_soon(self) -> None:
        self._news += 1
        if not self._tell.isActive():
            self._tell.start()

    def _alike(self, one: Key, other: Key) -> bool:
        first, second = self._known[one].fingerprint, self._known[other].fingerprint
        return first is not None and second is not None and prints.twins(first, second)

    def _show_progress(self) -> None:
        total = len(self._wanted)
        self.progress = (total - len(self._waiting), total)


def _key(photo: DraftPhoto) -> Key:
    return (photo.path, photo.turn)
