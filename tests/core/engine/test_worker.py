"""The queue in one process: order, cancels at any moment, what is let go of after a failure."""

import threading
import weakref

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.contract import events as ev
from core.contract.request import GenerationRequest
from core.contract.teaching import DreamBoothConfig
from core.engine.worker import Worker

GREETING = ev.EngineReady("0", "cpu", "cpu", 1, "0", 0.0)
END = (ev.JobDone, ev.JobCancelled, ev.JobFailed)


class Big:
    """Stands in for a tensor that fills the memory."""


class Runner:
    """Each job waits for `go`, so that a test decides when it runs."""

    def __init__(self):
        self.started = threading.Semaphore(0)
        self.go = threading.Semaphore(0)
        self.released = []
        self.big = lambda: None

    def prepare(self):
        return GREETING

    def release(self):
        self.released.append(self.big() is None)
        return 2, 1

    def events(self, job, cancelled, finished):
        self.started.release()
        self.go.acquire()
        if isinstance(job, ev.Generate) and job.request.prompt == "full":
            big = Big()
            self.big = weakref.ref(big)
            raise MemoryError
        for step in range(3):
            if isinstance(job, ev.Train) and finished():
                yield ev.TrainDone(job.job, step, "result")
                return
            if cancelled():
                yield ev.JobCancelled(job.job)
                return
            yield ev.Step(job.job, step + 1, 3)
        yield ev.JobDone(job.job, 7.0)


@pytest.fixture
def bench():
    return Bench()


class Bench:
    """A worker on its thread, and what it said."""

    def __init__(self):
        self.said = []
        self.runner = Runner()
        self.ended = {job: threading.Event() for job in ("a", "t", "last")}
        self.worker = Worker(self.runner, self.hear)
        self.thread = threading.Thread(target=self.worker.run)

    def hear(self, event):
        self.said.append(event)
        if isinstance(event, END) and event.job in self.ended:
            self.ended[event.job].set()

    def add(self, job, prompt="a swan"):
        self.worker.add(ev.Generate(job, GenerationRequest(prompt, "out", seed=1)))

    def finish(self):
        """Let everything run, then close."""
        for _ in range(100):
            self.runner.go.release()
        if not self.thread.is_alive():
            self.thread.start()
        self.worker.add(ev.Unload("last"))
        self.ended["last"].wait()
        self.worker.close()
        self.thread.join()
        return [(type(e).__name__, e.job) for e in self.said if isinstance(e, END)][:-1]


def test_the_greeting_comes_before_everything(bench):
    bench.add("a")
    assert bench.finish() == [("JobDone", "a")]
    assert bench.said[0] == GREETING
    assert bench.said[4] == ev.JobDone("a", 7.0)  # the runner's own end, and no second one


def test_a_cancel_of_a_waiting_job_does_not_touch_the_others(bench):
    for job in "abc":
        bench.add(job)
    bench.worker.cancel("b")
    bench.worker.cancel("b")
    assert bench.finish() == [("JobCancelled", "b"), ("JobDone", "a"), ("JobDone", "c")]


def test_a_cancel_of_a_job_that_ended_does_not_touch_the_next(bench):
    bench.add("a")
    bench.thread.start()
    bench.runner.go.release()
    bench.ended["a"].wait()
    bench.worker.cancel("a")
    bench.add("b")
    assert bench.finish() == [("JobDone", "a"), ("JobDone", "b")]


def test_what_filled_the_memory_is_gone_before_it_is_released(bench):
    bench.add("a", prompt="full")
    bench.add("b")
    assert bench.finish() == [("JobFailed", "a"), ("JobDone", "b")]
    assert bench.runner.released[0] is True


def test_a_training_that_is_told_to_finish_ends_well_and_only_that_one(bench):
    for job in ("a", "b"):
        bench.worker.add(a_training(job))
    bench.thread.start()
    bench.runner.started.acquire()
    bench.worker.finish("a")
    assert bench.finish() == [("JobDone", "a"), ("JobDone", "b")]
    assert [e.job for e in bench.said if isinstance(e, ev.TrainDone)] == ["a"]


def test_a_training_that_still_waits_remembers_that_it_was_told_to_finish(bench):
    bench.worker.add(a_training("a"))
    bench.worker.add(a_training("b"))
    bench.worker.finish("b")
    assert bench.finish() == [("JobDone", "a"), ("JobDone", "b")]
    assert [e.job for e in bench.said if isinstance(e, ev.TrainDone)] == ["b"]


def a_training(job):
    return ev.Train(job, DreamBoothConfig(photos="p", class_noun="d", output="o"))


def a_trial(job):
    return ev.TryTeaching(job, DreamBoothConfig(photos="p", class_noun="d", output="o"), 5)


def test_a_trial_gives_way_to_what_is_drawn_and_begins_anew_after_it(bench):
    bench.worker.add(a_trial("t"))
    bench.thread.start()
    bench.runner.started.acquire()  # it runs
    bench.add("a")
    for _ in range(2):
        bench.runner.go.release()
    bench.ended["a"].wait()
    bench.runner.started.acquire()  # a
    bench.runner.started.acquire()  # the trial once more
    bench.runner.go.release()
    bench.ended["t"].wait()
    assert bench.finish() == [("JobDone", "a"), ("JobDone", "t")]


def test_a_trial_that_waits_comes_last_and_can_be_cancelled_even_while_it_gives_way(bench):
    bench.worker.add(a_trial("t"))
    bench.add("a")
    bench.worker.add(a_trial("u"))
    bench.worker.cancel("u")
    bench.thread.start()
    bench.runner.started.acquire()  # a, which came later
    bench.runner.go.release()
    bench.ended["a"].wait()
    bench.runner.started.acquire()  # t
    bench.add("b")
    bench.worker.cancel("t")
    ends = bench.finish()
    assert [end for end in ends if end[1] != "last"] == [
        *(("JobCancelled", "u"), ("JobDone", "a"), ("JobCancelled", "t"), ("JobDone", "b")),
    ]


def test_after_close_nothing_is_taken_in(bench):
    bench.worker.close()
    bench.add("a")
    bench.thread.start()
    bench.thread.join()
    assert bench.said == [GREETING]


@given(
    st.lists(
        st.tuples(st.sampled_from("abcd"), st.booleans()), max_size=12, unique_by=lambda x: x[0]
    )
)
def test_every_job_ends_exactly_once(jobs):
    bench = Bench()
    for job, _ in jobs:
        bench.add(job)
    for job, cancelled in jobs:
        if cancelled:
            bench.worker.cancel(job)
    ends = bench.finish()
    assert sorted(job for _, job in ends) == sorted(job for job, _ in jobs)
    assert [job for kind, job in ends if kind == "JobDone"] == [j for j, c in jobs if not c]
