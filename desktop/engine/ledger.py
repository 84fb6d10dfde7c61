"""What was asked of the engine and has not ended: the memory that survives a crash of the engine.

No Qt, no process: it decides which job runs, what is asked again after a restart, and how the events
of a job that was drawn in two lives look like those of one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

from core.contract import events as ev
from core.contract.errors import EngineStopped

DEATHS_MAX = 2  # engine deaths on one job, then it is set aside
END_EVENTS = (ev.JobDone, ev.JobCancelled, ev.JobFailed)
QUESTIONS = (ev.CountTokens, ev.AskMemory, ev.AskTeaching, ev.Peek)

Asked: TypeAlias = (
    ev.Generate
    | ev.Train
    | ev.Explain
    | ev.CountTokens
    | ev.AskMemory
    | ev.AskTeaching
    | ev.TryTeaching
    | ev.TakeStep
    | ev.SaveSoFar
    | ev.AskNouns
    | ev.Peek
    | ev.Unload
)


@dataclass
class Entry:
    """One job: as it was asked, and what became of it so far."""

    job: Asked
    deaths: int = 0
    done: int = 0  # pictures that are safe on the disk
    shift: int = 0  # pictures that were done before the present life of the engine
    cancelling: bool = False

    @property
    def question(self) -> bool:
        """Answered by the engine beside the job that runs, so never that job."""
        return isinstance(self.job, QUESTIONS)

    @property
    def trial(self) -> bool:
        """Gives way to all other work, and is not asked twice."""
        return isinstance(self.job, ev.TryTeaching)


class Ledger:
    """The jobs in the order they were asked; the engine works them off in that order."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}

    def __contains__(self, job: str) -> bool:
        return job in self._entries

    def __len__(self) -> int:
        return len(self._entries)

    def add(self, job: Asked) -> None:
        self._entries[job.job] = Entry(job)

    def entry(self, job: str) -> Entry | None:
        return self._entries.get(job)

    def remove(self, job: str) -> None:
        self._entries.pop(job, None)

    def running(self) -> Entry | None:
        """The job the engine is at: the first that has not ended; a trial gives way to all others."""
        works = [entry for entry in self._entries.values() if not entry.question]
        others = (entry for entry in works if not entry.trial)
        return next(others, works[0] if works else None)

    def hear(self, event: ev.Event) -> ev.Event | None:
        """Take note of `event`; the event as the window should see it, None where no job is meant."""
        entry = self._entries.get(getattr(event, "job", ""))
        if entry is None:
            return None
        if entry.question or isinstance(event, END_EVENTS):
            self.remove(entry.job.job)
        if entry.shift and isinstance(entry.job, ev.Generate):
            event = _shifted(event, entry.shift, entry.job.request.count)
        if isinstance(event, ev.ImageDone):
            entry.done = event.index + 1
        return event

    def survive(self, exit_code: int, details: str, *, blame: bool) -> list[ev.Event]:
        """The engine died. Returns the ends of the jobs that are not asked again.

        blame: whether the running job counts as the cause.
        """
        ends: list[ev.Event] = []
        running = self.running()
        if running is not None and blame:
            running.deaths += 1
            if running.deaths >= (1 if running.trial else DEATHS_MAX):  # nobody waits for a trial
                error = EngineStopped(exit_code)
                ends.append(ev.JobFailed.of(running.job.job, error, details))
        for entry in self._entries.values():
            if entry.cancelling:
                ends.append(ev.JobCancelled(entry.job.job))
            elif isinstance(entry.job, ev.Generate) and entry.done >= entry.job.request.count:
                ends.append(ev.JobDone(entry.job.job, 0.0))  # only this word was lost
        return self._ended(ends)

    def give_up(self, exit_code: int, details: str) -> list[ev.Event]:
        """No engine can be had: every job ends."""
        error = EngineStopped(exit_code)
        return self._ended([ev.JobFailed.of(job, error, details) for job in self._entries])

    def again(self) -> list[Asked]:
        """What to ask of a new engine, in order: the jobs without what is already done."""
        return [_rest(entry) for entry in self._entries.values()]

    def _ended(self, ends: list[ev.Event]) -> list[ev.Event]:
        unique = {getattr(end, "job", ""): end for end in reversed(ends)}
        for job in unique:
            self.remove(job)
        return list(reversed(unique.values()))


def _rest(entry: Entry) -> Asked:
    job = entry.job
    if isinstance(job, ev.Train):
        # A training that was under way goes on where its last checkpoint is.
        return replace(job, resume=True) if entry.deaths else job
    if not isinstance(job, ev.Generate) or not entry.done:
        return job
    # Picture i is drawn from seed + i, so the rest of a batch is a batch of its own.
    entry.shift = entry.done
    request = job.request
    rest = replace(request, seed=request.seed + entry.done, count=request.count - entry.done)
    return replace(job, request=rest)


def _shifted(event: ev.Event, shift: int, count: int) -> ev.Event:
    if isinstance(event, (ev.Phase, ev.Step, ev.ImageDone)):
        return replace(event, index=event.index + shift, count=count)
    if isinstance(event, ev.Preview):
        return replace(event, index=event.index + shift)
    return event
