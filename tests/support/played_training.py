"""A training client that a test plays: nothing runs until the test says so."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from core.contract import events as ev
from core.contract.draft import Draft


class Played(QObject):
    """A training client without a process."""

    heard = Signal(object)
    ended = Signal(object)

    def __init__(self):
        super().__init__()
        self.job, self.pauses, self.finishes, self.downs = None, 0, 0, 0
        self.last_words = []  # events of the training while the window waits for it
        self.jobs = []

    @property
    def busy(self):
        return self.job is not None

    def start(self, job):
        self.job = job
        self.jobs.append(job)

    def pause(self):
        self.pauses += 1

    def finish(self):
        self.finishes += 1

    def shutdown(self):
        self.downs += 1
        for event in self.last_words:
            self.heard.emit(event) if isinstance(event, ev.TrainDone) else self.end(event)

    def begin(self):
        """As the real one: it writes its settings first."""
        folder = Path(self.job.config.output)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "config.toml").write_text("")

    def end(self, event):
        self.job = None
        self.ended.emit(event)


def started(qtbot, state, client, photos, word="sks"):
    teaching = state.new_draft(Draft(photos=photos, model="/m"))
    state.write(teaching.id, replace(state.get(teaching.id).draft, word=word))
    state.start(teaching.id)
    return teaching.id


def running(qtbot, state, client, photos):
    identifier = started(qtbot, state, client, photos)
    qtbot.waitUntil(lambda: client.busy, timeout=5000)
    client.begin()
    return identifier
