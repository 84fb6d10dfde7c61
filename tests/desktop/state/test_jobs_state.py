"""The waiting list, driven by events as the engine sends them."""

import base64

import pytest

from core.contract import events as ev
from core.contract import notices
from core.contract.errors import OutOfMemory
from core.contract.request import GenerationRequest
from desktop.state.jobs_state import JobsState
from desktop.state.promise import Measured, Promise, Work
from tests.support.remembering_client import RememberingClient

WORK = Work("m", 64, 64, 4, passes=2)
REQUEST = GenerationRequest(prompt="swan", output="/o", seed=1, model="m")


@pytest.fixture
def client(qapp):
    return RememberingClient()


@pytest.fixture
def promise():
    return Promise()


@pytest.fixture
def jobs(client, promise):
    return JobsState(client, promise)


def finish(client, job, seed=1):
    for phase in ("load", "encode_text", "denoise"):
        client.heard.emit(ev.Phase(job, phase))
    for step in range(1, 5):
        client.heard.emit(ev.Step(job, step, 4))
    client.heard.emit(ev.ImageDone(job, "/o/1.png", seed, 64, 64, 0.5))
    client.heard.emit(ev.JobDone(job, 0.5))


def test_one_at_a_time_in_their_order(jobs, client):
    first, second, third = (jobs.add(REQUEST, WORK) for _ in range(3))
    assert [job.job for job in client.asked] == [first.job]
    assert (jobs.running, jobs.waiting) == (True, 2)
    finish(client, first.job)
    assert [job.job for job in client.asked] == [first.job, second.job]
    assert jobs.waiting == 1
    finish(client, second.job)
    finish(client, third.job)
    assert (jobs.running, jobs.waiting, jobs.current) == (False, 0, None)


def test_pictures_previews_and_what_was_learned(jobs, client, promise, qtbot):
    done, previews, reports = [], [], []
    jobs.picture_done.connect(done.append)
    jobs.preview.connect(previews.append)
    jobs.progressed.connect(reports.append)
    drawing = jobs.add(REQUEST, WORK)
    client.heard.emit(ev.Preview(drawing.job, base64.b64encode(b"png").decode(), 1))
    client.heard.emit(ev.Preview(drawing.job, "no base64!", 2))
    finish(client, drawing.job)
    assert [event.path for event in done] == ["/o/1.png"]
    assert previews == [b"png"]
    assert reports
    assert promise.known("m") is not None
    assert jobs.is_loaded("m")


def test_what_a_job_tells_is_handed_on(jobs, client):
    told = []
    jobs.noticed.connect(told.append)
    drawing = jobs.add(REQUEST, WORK)
    notice = ev.Notice(drawing.job, notices.VAE_OVERFLOW, {"dtype": "float16", "used": "float32"})
    client.heard.emit(notice)
    client.heard.emit(ev.Notice("another", "x"))
    assert told == [notice]


def test_stop_cancels_and_a_second_one_kills(jobs, client):
    jobs.stop()
    assert client.cancelled == []
    drawing = jobs.add(REQUEST, WORK)
    jobs.stop()
    assert client.cancelled == [drawing.job]
    assert jobs.stopping
    jobs.stop()
    assert client.killed == 1
    ended = []
    jobs.ended.connect(ended.append)
    client.heard.emit(ev.JobCancelled(drawing.job))
    assert ended == [True]
    assert not jobs.running
    assert not jobs.stopping


def test_after_a_stop_the_next_one_begins(jobs, client):
    first, second = jobs.add(REQUEST, WORK), jobs.add(REQUEST, WORK)
    jobs.stop()
    client.heard.emit(ev.JobCancelled(first.job))
    assert jobs.current == second
    assert jobs.running
    assert not jobs.stopping


def test_waiting_ones_can_be_dropped(jobs, client):
    first = jobs.add(REQUEST, WORK)
    jobs.add(REQUEST, WORK)
    jobs.drop_waiting()
    assert jobs.waiting == 0
    finish(client, first.job)
    assert len(client.asked) == 1


def test_a_failure_comes_with_its_drawing(jobs, client):
    failures = []
    jobs.failed.connect(failures.append)
    drawing = jobs.add(REQUEST, WORK)
    error = OutOfMemory("cuda", 5, 1)
    client.heard.emit(ev.JobFailed.of(drawing.job, error, "trace"))
    assert failures[0].drawing == drawing
    assert failures[0].error == error
    assert failures[0].details == "trace"
    assert not jobs.running


def test_events_of_others_are_not_ours(jobs, client, qtbot):
    jobs.add(REQUEST, WORK)
    with qtbot.assertNotEmitted(jobs.picture_done):
        client.heard.emit(ev.ImageDone("other", "/x.png", 1, 8, 8, 1.0))
    client.heard.emit(ev.JobDone("other", 1.0))
    assert jobs.running


def test_a_new_engine_has_nothing_loaded(jobs, client, promise):
    drawing = jobs.add(REQUEST, WORK)
    finish(client, drawing.job)
    client.ready.emit(ev.EngineReady("1", "cpu", "Xeon", 2, "2", 1.0))
    assert not jobs.is_loaded("m")
    assert promise.device == "Xeon"
    assert jobs.engine.device == "cpu"


def test_the_time_left_ticks_between_events(jobs, client, qtbot):
    jobs.add(REQUEST, WORK)
    with qtbot.waitSignal(jobs.progressed, timeout=2000):
        pass
    assert jobs.progress() is not None


def stopped_in(client, promise, seconds, phase="denoise"):
    """Stop a job whose first step took `seconds`, in `phase`; its state."""
    clock = iter([0.0] * 3 + [seconds] * 50)
    jobs = JobsState(client, promise, clock=lambda: next(clock))
    drawing = jobs.add(REQUEST, WORK)
    client.heard.emit(ev.Phase(drawing.job, "denoise"))
    client.heard.emit(ev.Step(drawing.job, 1, 4))
    if phase != "denoise":
        client.heard.emit(ev.Phase(drawing.job, phase))
    jobs.stop()
    return jobs


def test_a_stop_waits_as_long_as_a_step_takes(client, promise):
    assert stopped_in(client, promise, 0.01).stop_seconds() < 1
    assert client.patience == 5.0


def test_a_slow_machine_is_given_three_steps(client, promise):
    jobs = stopped_in(client, promise, 12.0)
    assert jobs.stop_seconds() == pytest.approx(12.0)
    assert client.patience == pytest.approx(36.0)


def test_developing_the_picture_is_waited_for_too(client, promise):
    promise.learn("m", Measured(1.0, 2.0, 0.5, rest=1000.0, area=WORK.area()))
    jobs = stopped_in(client, promise, 0.1, "decode")
    assert jobs.stop_seconds() == pytest.approx(1000.0 * WORK.area())
    assert client.patience == pytest.approx(3 * 1000.0 * WORK.area())


def test_no_engine_is_known_as_soon_as_it_is_lost(jobs, client):
    client.ready.emit(ev.EngineReady("1", "cpu", "Xeon", 2, "2", 1.0))
    client.lost.emit()
    assert jobs.engine is None
