"""What trainings tell by themselves, in the bar of the page that is seen: left unfinished, failed, finished."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal, Slot

from core.contract import events as ev
from core.contract.draft import Teaching
from core.contract.errors import ReverieError
from core.contract.judging import Choice
from core.files.trash_cans import Trashed
from desktop.notices import teach as teach_notices
from desktop.notices import teach_failures
from desktop.pages.folder_verbs import folder_verbs
from desktop.panels.message_bar import MessageBar, Verb
from desktop.phrases import teach as teach_phrases
from desktop.state.trainings_state import TrainingsState
from desktop.state.ways_on import Way, ways_on
from desktop.wording.errors import error_message


class TeachNews(QObject):
    """Signals, of a training by its id: `show_asked(str)`, `use_asked(str)`, `anew_asked(str)` it shall be taught anew."""

    show_asked = Signal(str)
    use_asked = Signal(str)
    anew_asked = Signal(str)

    def __init__(
        self, trainings: TrainingsState, bar: Callable[[], MessageBar], parent: QObject
    ) -> None:
        """`bar`: of the page that is seen."""
        super().__init__(parent)
        self._trainings, self._bar = trainings, bar
        self._told = ""  # the training whose failure, or whose waiting, stands in a bar
        self._told_in: MessageBar | None = None
        trainings.refused.connect(self.refused)
        trainings.trashed.connect(self._trashed)
        trainings.not_trashed.connect(self._not_trashed)
        trainings.not_put_back.connect(self._not_put_back)
        trainings.failed.connect(self.failed)
        trainings.changed.connect(self._changed)

    def offer_unfinished(self) -> None:
        """At the start: what a crash or a closed window left."""
        waiting = self._trainings.interrupted()
        if not waiting:
            return
        teaching = waiting[0]
        actions: list[Verb] = [
            (self.tr("Go on"), lambda: self._trainings.start(teaching.id)),
            (self.tr("Later"), lambda: None),
        ]
        if teaching.step > 0:
            keep = self.tr("Stop and keep")
            actions.append((keep, lambda: self._trainings.finish(teaching.id)))
        self._told, self._told_in = teaching.id, self._bar()
        self._told_in.show_offer(teach_phrases.unfinished_text(teaching), actions)

    @Slot(str, object)
    def failed(self, identifier: str, error: ReverieError) -> None:
        """Why, and the ways on."""
        teaching = self._trainings.get(identifier)
        if teaching is not None:
            message = teach_failures.failed(teaching, error)
            ways = self._ways_on(teaching, error)
            self._stand(identifier, message.text, ways, message.details)

    def failed_before(self, identifier: str, error: ReverieError) -> None:
        """Once more, also when the bar was closed; not where it is to be read."""
        is_read = self._told_in is not None and self._told_in.message() is not None
        if self._told != identifier or not is_read:
            self.failed(identifier, error)

    def finished(self, teaching: Teaching, choice: Choice | None) -> None:
        """`choice`: which step was taken, and why."""
        which = teaching.id
        use = (self.tr("Use it"), lambda: self.use_asked.emit(which))
        show = (self.tr("Show it"), lambda: self.show_asked.emit(which))
        self._bar().show_note(teach_notices.finished(teaching, choice), [use, show])

    def notice(self, identifier: str, event: ev.Notice) -> None:
        """No failure, but to be known."""
        teaching = self._trainings.get(identifier)
        text = (
            teach_failures.notice_text(teaching.draft, event.code, event.data) if teaching else ""
        )
        if text:
            self._bar().show_note(text)

    @Slot(object)
    def refused(self, error: ReverieError) -> None:
        """What was asked for cannot be."""
        message = error_message(error)
        self._bar().show_error(message.text, folder_verbs(message, error), message.details)

    @Slot(bool)
    def making_room(self, waits: bool) -> None:
        """Painting goes first."""
        if waits:
            self._bar().show_note(teach_notices.makes_room())

    @Slot(object, object, bool)
    def _trashed(
        self, teaching: Teaching, ways: Sequence[Trashed | None], is_forgotten: bool
    ) -> None:
        """With the way back, where the system's trash gives things back."""
        known = [way for way in ways if way is not None]
        undo = (self.tr("Undo"), lambda: self._trainings.put_back(teaching, known))
        text = teach_notices.trashed(teaching, is_forgotten=is_forgotten)
        self._bar().show_note(text, [undo] if len(known) == len(ways) else [])

    @Slot(object, object)
    def _not_put_back(self, teaching: Teaching, error: ReverieError) -> None:
        self._bar().show_error(teach_failures.not_put_back(teaching, error))

    @Slot(str, object)
    def _not_trashed(self, identifier: str, error: ReverieError) -> None:
        teaching = self._trainings.get(identifier)
        if teaching is not None:
            self._bar().show_error(teach_failures.trash_refused(teaching, error))

    @Slot(str)
    def _changed(self, identifier: str) -> None:
        """It goes on: what was wrong is past."""
        teaching = self._trainings.get(identifier)
        if identifier == self._told and teaching is not None and teaching.status == "waiting":
            self._told = ""
            if self._told_in is not None:
                self._told_in.close_message()

    def _stand(
        self, identifier: str, text: str, actions: Sequence[Verb], details: str = ""
    ) -> None:
        self._told, self._told_in = identifier, self._bar()
        self._told_in.show_error(text, actions, details)

    def _ways_on(self, teaching: Teaching, error: ReverieError) -> list[Verb]:
        """What may help after a failure."""
        trainings, which = self._trainings, teaching.id
        verbs: dict[Way, Verb] = {
            "keep": (self.tr("Stop and keep"), lambda: trainings.finish(which)),
            "go_on": (self.tr("Go on"), lambda: trainings.start(which)),
            "again": (self.tr("Try again"), lambda: trainings.start(which)),
            "anew": (self.tr("Teach anew…"), lambda: self.anew_asked.emit(which)),
        }
        return [verbs[way] for way in ways_on(teaching, error)]
