"""The client against a real process that acts every misfortune an engine can have."""

import os
import signal
import sys
from pathlib import Path

import pytest

from core.contract import events as ev
from core.contract.request import GenerationRequest
from core.files.commands import Command
from desktop.engine import client as client_module
from desktop.engine.arbiter import Arbiter
from desktop.engine.client import EngineClient

END = (ev.JobDone, ev.JobCancelled, ev.JobFailed)


class Diary:
    """Collects what the client says."""

    def __init__(self, client):
        self.events, self.stops, self.restarts, self.failures = [], [], [], []
        client.heard.connect(self.events.append)
        client.stopped.connect(self.stops.append)
        client.restarted.connect(lambda: self.restarts.append(True))
        client.failed_to_start.connect(self.failures.append)

    def of(self, kind):
        return [event for event in self.events if isinstance(event, kind)]

    def ends(self):
        return [(type(event).__name__, event.job) for event in self.of(END)]


@pytest.fixture
def request_(tmp_path):
    def make(count=1, steps=None, seed=1):
        folder = str(tmp_path / "pictures")
        return GenerationRequest("a swan", folder, seed=seed, count=count, steps=steps)

    return make


@pytest.fixture
def draw(qtbot, request_):
    """Submit jobs and wait until each has ended."""

    def run(client, *jobs, **request):
        diary = Diary(client)
        for job in jobs:
            client.submit(ev.Generate(job, request_(**request)))
        qtbot.waitUntil(lambda: len(diary.ends()) >= len(jobs), timeout=20_000)
        return diary

    return run


def test_a_picture_is_drawn_step_by_step(engine_client, draw):
    diary = draw(engine_client, "a")
    assert [event.step for event in diary.of(ev.Step)] == [1, 2, 3, 4, 5]
    assert len(diary.of(ev.Preview)) == 5
    (image,) = diary.of(ev.ImageDone)
    assert Path(image.path).exists()
    assert diary.ends() == [("JobDone", "a")]
    assert engine_client.info.device_name == "Fake processor"


def test_jobs_are_drawn_in_the_order_they_were_asked(engine_client, draw):
    diary = draw(engine_client, "a", "b", "c")
    assert [job for _, job in diary.ends()] == ["a", "b", "c"]


def test_a_job_that_was_asked_before_the_start_is_drawn(start_client, draw):
    client = start_client(wait=False, ready_delay=0.2)
    assert client.info is None
    assert draw(client, "a").ends() == [("JobDone", "a")]


def test_stop_ends_the_running_job_and_the_next_is_drawn(start_client, draw, qtbot, request_):
    client = start_client(step_delay=0.05, steps=100)
    diary = Diary(client)
    for job in "ab":
        client.submit(ev.Generate(job, request_(steps=100 if job == "a" else 2)))
    qtbot.waitUntil(lambda: bool(diary.of(ev.Step)))
    client.cancel("a")
    qtbot.waitUntil(lambda: len(diary.ends()) == 2)
    assert diary.ends() == [("JobCancelled", "a"), ("JobDone", "b")]
    assert not diary.stops


def test_a_waiting_job_can_be_dropped(start_client, qtbot, request_):
    client = start_client(step_delay=0.05)
    diary = Diary(client)
    for job in "ab":
        client.submit(ev.Generate(job, request_()))
    client.cancel("b")
    client.cancel("unknown")
    qtbot.waitUntil(lambda: len(diary.ends()) == 2)
    assert diary.ends() == [("JobCancelled", "b"), ("JobDone", "a")]


def test_what_is_dropped_while_a_training_has_the_device_is_never_drawn(
    engine_client, qtbot, request_
):
    arbiter, diary = Arbiter(), Diary(engine_client)
    engine_client.share(arbiter)
    arbiter.training_started()
    for job in "ab":
        engine_client.submit(ev.Generate(job, request_()))
    engine_client.cancel("a")
    assert diary.ends() == [("JobCancelled", "a")]
    arbiter.training_gone()
    qtbot.waitUntil(lambda: ("JobDone", "b") in diary.ends())
    assert diary.ends() == [("JobCancelled", "a"), ("JobDone", "b")]
    assert [event.job for event in diary.of(ev.ImageDone)] == ["b"]


def test_pieces_are_counted_while_a_picture_is_drawn(start_client, qtbot, request_):
    client = start_client(step_delay=0.05)
    diary = Diary(client)
    client.submit(ev.Generate("a", request_()))
    client.submit(ev.CountTokens("q", "starter", "a swan"))
    qtbot.waitUntil(lambda: bool(diary.of(ev.TokenCount)))
    assert diary.of(ev.TokenCount) == [ev.TokenCount("q", 2, 75)]
    assert not diary.ends()


def test_after_a_crash_the_job_is_drawn_once_more(start_client, draw):
    client = start_client(crash_at=3)
    first = client.process_id
    diary = draw(client, "a", "b")
    assert diary.stops == [-signal.SIGKILL]
    assert diary.restarts == [True]
    assert diary.ends() == [("JobDone", "a"), ("JobDone", "b")]
    assert [event.step for event in diary.of(ev.Step)][:4] == [1, 2, 1, 2]
    assert client.process_id != first
    assert "about to be killed" in client.details()


def test_a_silent_exit_counts_as_a_crash(start_client, draw):
    diary = draw(start_client(exit_at=2), "a")
    assert (diary.stops, diary.ends()) == ([0], [("JobDone", "a")])


def test_two_deaths_on_one_job_set_it_aside_and_the_next_is_drawn(start_client, draw):
    diary = draw(start_client(crash_at=2, crash_times=2), "a", "b")
    assert diary.ends() == [("JobFailed", "a"), ("JobDone", "b")]
    (failed,) = diary.of(ev.JobFailed)
    assert (failed.code, failed.data) == ("EngineStopped", {"exit_code": -9})
    assert "about to be killed" in failed.details
    assert not diary.failures


def test_after_a_crash_in_a_batch_only_the_rest_is_drawn(start_client, qtbot, request_):
    client = start_client(step_delay=0.03)
    diary = Diary(client)
    client.submit(ev.Generate("a", request_(count=3, seed=5)))
    qtbot.waitUntil(lambda: bool(diary.of(ev.ImageDone)))
    os.kill(client.process_id, signal.SIGKILL)
    qtbot.waitUntil(lambda: bool(diary.ends()))
    images = diary.of(ev.ImageDone)
    assert [(i.index, i.count, i.seed) for i in images] == [(0, 3, 5), (1, 3, 6), (2, 3, 7)]


def test_a_slow_step_may_end_within_the_patience(start_client, qtbot, request_):
    client = start_client(step_delay=0.6)
    diary = Diary(client)
    before = client.process_id
    client.submit(ev.Generate("a", request_()))
    qtbot.waitUntil(lambda: bool(diary.of(ev.Phase)))
    client.cancel("a", 20.0)
    qtbot.waitUntil(lambda: bool(diary.ends()))
    assert diary.ends() == [("JobCancelled", "a")]
    assert client.process_id == before


def test_a_hanging_engine_is_ended_after_a_cancel(start_client, qtbot, request_):
    client = start_client(hang_at=2)
    diary = Diary(client)
    client.submit(ev.Generate("a", request_()))
    client.submit(ev.Generate("b", request_(steps=1)))
    qtbot.waitUntil(lambda: bool(diary.of(ev.Step)))
    with qtbot.waitSignal(client.lost):
        client.cancel("a", 0.2)
    assert client.info is None
    qtbot.waitUntil(lambda: len(diary.ends()) == 2)
    assert diary.ends() == [("JobCancelled", "a"), ("JobDone", "b")]
    assert not diary.stops  # we ended it, it did not stop by itself
    assert not diary.restarts


GARBAGE = [
    "",
    "null",
    "[]",
    "{}",
    "hello",
    '{"type": "Nothing"}',
    '{"type": "Step", "job": 3}',
    "[" * 100_000,
]


def test_garbage_on_the_pipe_is_ignored_and_remembered(start_client, draw):
    client = start_client(noise=GARBAGE, noise_at_step='{"type": "Cancel", "job": "a"}', split=True)
    diary = draw(client, "a")
    assert diary.ends() == [("JobDone", "a")]
    assert not diary.stops
    assert "hello" in client.details()


def test_a_huge_line_is_dropped(start_client, draw):
    client = start_client(huge_line=40)
    assert draw(client, "a").ends() == [("JobDone", "a")]
    assert "too long" in client.details()


def test_an_engine_that_never_starts_is_given_up_and_tried_again_when_asked(
    start_client, qtbot, request_
):
    client = start_client(wait=False, start_status=3, start_times=2)
    diary = Diary(client)
    client.submit(ev.Generate("a", request_()))
    qtbot.waitUntil(lambda: bool(diary.ends()), timeout=10_000)
    assert diary.stops == [3, 3]
    assert diary.ends() == [("JobFailed", "a")]
    assert "could not start" in diary.failures[0]
    client.submit(ev.Generate("b", request_()))
    qtbot.waitUntil(lambda: len(diary.ends()) == 2, timeout=10_000)
    assert diary.ends()[1] == ("JobDone", "b")


def test_a_missing_program_is_told(qtbot):
    client = EngineClient(Command("/nonexistent/engine", ()))
    with qtbot.waitSignal(client.failed_to_start) as told:
        client.start()
    assert told.args[0]
    client.shutdown()


def test_an_error_of_the_engine_comes_as_it_is(start_client, draw):
    client = start_client(
        fail={"code": "OutOfMemory", "data": {"device": "cuda", "needed": 8, "free": 1}}
    )
    (failed,) = draw(client, "a").of(ev.JobFailed)
    assert failed.error().needed == 8


def test_shutdown_ends_the_process_and_says_nothing_more(
    start_client, request_, qtbot, monkeypatch
):
    monkeypatch.setattr(client_module, "CLOSE_MS", 120_000)  # it ends when it is asked to
    client = start_client(step_delay=0.05)
    diary = Diary(client)
    client.submit(ev.Generate("a", request_()))
    qtbot.waitUntil(lambda: bool(diary.of(ev.Step)))
    process, seen = client.process_id, len(diary.events)
    client.shutdown()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
    assert (diary.stops, diary.ends(), len(diary.events)) == ([], [], seen)
    client.start()
    assert client.process_id is None


def test_shutdown_kills_what_does_not_listen(qtbot, monkeypatch):
    monkeypatch.setattr(client_module, "CLOSE_MS", 200)
    monkeypatch.setattr(client_module, "TERMINATE_MS", 200)
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('x', flush=True); time.sleep(60)"
    client = EngineClient(Command(sys.executable, ("-c", deaf)))
    client.start()
    qtbot.waitUntil(lambda: "x" in client.details())
    process = client.process_id
    client.shutdown()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
