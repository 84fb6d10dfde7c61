"""The thread of the engine that works: one job at a time, in the order they came.

How a job is done is the runner's business; here is only what waits, what runs and what was stopped.
All methods but `run` may be called from any thread.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from typing import Protocol, TypeAlias

from core.contract import events as ev
from core.contract.errors import OutOfMemory
from core.engine.failures import end_event

Doing: TypeAlias = (
    ev.Generate | ev.Train | ev.Explain | ev.TryTeaching | ev.TakeStep | ev.SaveSoFar | ev.AskNouns
)  # what a runner does
Work: TypeAlias = Doing | ev.Unload
END_EVENTS = (ev.JobDone, ev.JobCancelled, ev.JobFailed)


class Runner(Protocol):
    """Does jobs. All its methods are called on the worker's thread."""

    def prepare(self) -> ev.EngineReady:
        """The slow imports, and the device they find."""
        ...

    def events(
        self,
        job: Doing,
        cancelled: Callable[[], bool],
        finished: Callable[[], bool],
    ) -> Iterator[ev.Event]:
        """Do the job. May end with an end event of its own, by returning, or by an error.

        `finished`: whether a training shall end as though its present step were the last.
        """
        ...

    def release(self) -> tuple[int, int]:
        """Let go of the loaded model and give its memory back to the system. Bytes held before and after."""
        ...


class Worker:
    """The queue and the loop."""

    def __init__(self, runner: Runner, send: Callable[[ev.Event], None]) -> None:
        self._runner = runner
        self._send = send
        self._waiting: deque[Work] = deque()
        self._changed = threading.Condition()
        self._current: Work | None = None
        self._stop = threading.Event()  # the running job should end
        self._finish = threading.Event()  # the running training should end with what it has learned
        # The running trial ends for something better, and begins anew after it
        self._gives_way = False
        self._ending: set[str] = set()  # jobs that were told to finish before they ran
        self._closed = False

    @property
    def training(self) -> bool:
        """Whether a training runs: it is never ended before it has saved."""
        return isinstance(self._current, ev.Train)

    def add(self, job: Work) -> None:
        with self._changed:
            if self._closed:
                return
            self._waiting.append(job)
            if _is_trial(self._current) and not _is_trial(job) and not self._stop.is_set():
                self._gives_way = True
                self._stop.set()
            self._changed.notify_all()

    def cancel(self, job: str) -> None:
        """Stop the job where it runs, drop it where it waits, ignore it where it is unknown."""
        with self._changed:
            if self._current is not None and self._current.job == job:
                self._stop.set()
                self._gives_way = False
                return
            kept = deque(waiting for waiting in self._waiting if waiting.job != job)
            found = len(kept) < len(self._waiting)
            self._waiting = kept
        if found:
            self._send(ev.JobCancelled(job))

    def finish(self, job: str) -> None:
        """End a training with what it has learned, one that still waits as soon as it runs; any other job goes on."""
        with self._changed:
            if self.training and self._current is not None and self._current.job == job:
                self._finish.set()
            elif any(isinstance(each, ev.Train) and each.job == job for each in self._waiting):
                self._ending.add(job)  # torch is still being imported, for instance

    def close(self) -> None:
        """Stop what runs, drop what waits; `run` returns soon."""
        with self._changed:
            self._closed = True
            self._waiting.clear()
            self._stop.set()
            self._changed.notify_all()

    def wait_until_idle(self, seconds: float) -> None:
        """Wait for the running job to end; a training is waited for as long as it needs to save."""
        with self._changed:
            limit = None if self.training else seconds
            self._changed.wait_for(lambda: self._current is None, limit)

    def run(self) -> None:
        """Prepare, greet, then work until `close`."""
        self._send(self._runner.prepare())
        while (job := self._take()) is not None:
            self._work(job)

    def _take(self) -> Work | None:
        with self._changed:
            self._current = None
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._closed or bool(self._waiting))
            if self._closed:
                return None
            # A trial waits for everything else, whenever it came.
            chosen = next((job for job in self._waiting if not _is_trial(job)), self._waiting[0])
            self._waiting.remove(chosen)
            self._current = chosen
            self._stop.clear()
            self._finish.clear()
            if chosen.job in self._ending:
                self._ending.discard(chosen.job)
                self._finish.set()
            self._gives_way = False
            return self._current

    def _work(self, job: Work) -> None:
        started = time.monotonic()
        try:
            end = self._stream(job)
        except Exception as error:  # the engine lives on; the job's end tells everything
            end = end_event(job.job, error)
        if isinstance(end, ev.JobCancelled) and self._put_back(job):
            return
        # Only here, outside the handler, has the traceback let go of the tensors it held.
        if isinstance(end, ev.JobFailed) and end.code == OutOfMemory.__name__:
            self._runner.release()
        self._send(end or ev.JobDone(job.job, time.monotonic() - started))

    def _put_back(self, job: Work) -> bool:
        """Whether the trial that ended only gave way: then it waits again, and nobody is told."""
        with self._changed:
            gave_way, self._gives_way = self._gives_way and not self._closed, False
            if gave_way:
                self._waiting.append(job)
        return gave_way

    def _stream(self, job: Work) -> ev.Event | None:
        """Send the events of `job` but its end, which is returned."""
        if isinstance(job, ev.Unload):
            self._send(ev.MemoryFreed(job.job, *self._runner.release()))
            return None
        for event in self._runner.events(job, self._stop.is_set, self._finish.is_set):
            if isinstance(event, END_EVENTS):
                return event
            self._send(event)
        return None


def _is_trial(job: Work | None) -> bool:
    """Whether anything else goes first."""
    return isinstance(job, ev.TryTeaching)
