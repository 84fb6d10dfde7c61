"""Starts, pauses and painting in any order: never two on one device, and nobody waits for ever."""

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QThreadPool

from core.contract import events as ev
from core.contract.draft import Draft
from core.files.trainings import records as teachings
from desktop.engine.arbiter import Arbiter
from desktop.state import trainings_state as module
from desktop.state.trainings_state import TrainingsState
from tests.support.played_training import Played


class Later:
    """A thread pool whose work the test does."""

    def __init__(self):
        self.work = []

    def start(self, work, _priority=0):
        self.work.append(work)


class Struggle:
    """One training, somebody who paints, and all that can be asked, in any order."""

    def __init__(self, pool):
        self.pool, self.client, self.arbiter = pool, Played(), Arbiter()
        self.state = TrainingsState(self.client, self.arbiter)
        self.id, self.other = (
            self.state.new_draft(Draft(model="/m", noun=noun)).id for noun in ("dog", "cat")
        )
        self.paints, self.ran = False, 0
        self.arbiter.free.connect(self._paint)

    def _paint(self):
        self.paints = True

    def paint(self):
        self.paints = self.arbiter.paint() or self.paints

    def painted(self):
        self.paints = False
        self.arbiter.painted()

    def half_a_minute(self):
        if self.arbiter.idle_ms >= 0:
            self.arbiter._idle.stop()
            self.arbiter._idle.timeout.emit()

    def stage(self):
        if self.pool.work:
            self.pool.work.pop()()

    def end(self):
        if self.client.busy:
            self.ran += 1
            done, job = self.client.finishes and not self.client.pauses, self.client.job.job
            self.client.pauses = self.client.finishes = 0
            self.client.end(ev.JobDone(job, 1.0) if done else ev.JobCancelled(job))

    def start(self):
        self.state.start(self.id)

    def start_other(self):
        self.state.start(self.other)

    def pause(self):
        self.state.pause(self.id)

    def finish(self):
        self.state.finish(self.id)

    def pause_other(self):
        self.state.pause(self.other)

    def soon(self):
        if self.state._soon.isActive():
            self.state._soon.stop()
            self.state._soon.timeout.emit()

    def quiet(self):
        """Nobody asks for anything more, and time goes by."""
        for _ in range(8):
            self.painted()
            self.half_a_minute()
            self.soon()
            self.stage()
            self.end()

    def check(self):
        assert not (self.client.busy and self.paints), "two on one device"
        if self.client.busy and self.arbiter._waits:
            assert self.client.pauses or self.client.finishes, "painting waits for nothing"
        running = [each.id for each in self.state.all if each.status == "running"]
        assert running == [self.state.current] * bool(self.state.current)
        if self.client.busy:
            assert self.client.job.job == self.state.current


ASKED = (
    *("start", "start_other", "pause", "pause_other", "finish", "paint", "painted"),
    *("half_a_minute", "stage", "end", "soon"),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100)
@given(st.lists(st.sampled_from(ASKED), max_size=25))
@example(["start", "paint", "stage"])
@example(["start", "stage", "pause", "paint", "end"])
@example(["start", "start_other", "stage", "stage"])
@example(["start", "start_other", "stage", "paint", "end", "soon", "painted", "pause_other"])
@example(["start", "start_other", "stage", "paint", "end", "soon", "painted", "pause"])
def test_whatever_is_asked_in_any_order_nobody_paints_beside_a_training(
    own_folders, qapp, monkeypatch, asked
):
    pool = Later()
    monkeypatch.setattr(QThreadPool, "globalInstance", lambda: pool)
    monkeypatch.setattr(module.staged_photos, "stage", lambda place, *_: (place, place))
    monkeypatch.setattr(teachings, "save", lambda teaching: None)  # its disk is seen to elsewhere
    struggle = Struggle(pool)
    for what in asked:
        getattr(struggle, what)()
        struggle.check()
    struggle.quiet()
    assert all(each.status != "waiting" for each in struggle.state.all), "forgotten"
    struggle.state.deleteLater()
