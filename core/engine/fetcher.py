"""The process that talks to the model hub for the window: one job, then it ends. It never imports torch.

It speaks the language of the engine (`core/contract/events.py`) on stdin and stdout: a `Look` or a
`Download` comes in, events go out. A `Cancel` or the end of stdin stops it; so may its murder at any
moment, which a download survives.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import BinaryIO, TypeAlias

from core.contract import events as ev
from core.contract.errors import InvalidValue
from core.engine import process
from core.engine.channel import Channel
from core.engine.failures import end_event

LINE_MAX = 100_000  # bytes of a job
LEAVE_SECONDS = 1.0  # from the end of stdin to the end of the process

Task: TypeAlias = ev.Look | ev.Download
Work: TypeAlias = Callable[[Task, Callable[[], bool]], Iterator[ev.Event]]


class Fetcher:
    """Hears lines, does the first job on a thread of its own, and tells how it went."""

    def __init__(self, send: Callable[[ev.Event], None], work: Work) -> None:
        self._send, self._work = send, work
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self.ended = threading.Event()

    def listen(self, lines: BinaryIO) -> None:
        """Until `lines` ends, which is a wish to stop, too."""
        while line := lines.readline(LINE_MAX):
            try:
                self._hear(ev.from_line(line.decode()))
            except (InvalidValue, UnicodeDecodeError) as error:
                if not isinstance(error, InvalidValue):
                    error = InvalidValue("message", "", "UTF-8")
                self._send(end_event("", error))
                self.ended.set()
                break
        self._stop.set()

    def _hear(self, message: ev.Message) -> None:
        if isinstance(message, ev.Cancel):
            self._stop.set()
        elif isinstance(message, Task) and self._thread is None:
            self._thread = threading.Thread(target=self._run, args=(message,), daemon=True)
            self._thread.start()
        else:
            raise InvalidValue("message.type", type(message).__name__, "one Look or Download")

    def _run(self, task: Task) -> None:
        last: ev.Event | None = None
        try:
            for last in self._work(task, self._stop.is_set):
                self._send(last)
        except Exception as error:  # told to the window, whatever it is
            last = end_event(task.job, error)
            self._send(last)
        self.ended.set()


def work(task: Task, cancelled: Callable[[], bool]) -> Iterator[ev.Event]:
    """What the real one does."""
    from core.files.downloads import run  # here, so that the pipes are heard before

    if isinstance(task, ev.Look):
        return run.look_events(task.job, task.text, task.revision, cancelled)
    return run.download(task.request, job=task.job, cancelled=cancelled)


def serve(what: Work = work) -> None:
    """Be that process; ends it."""
    read, write = process.take_pipes()
    process.leave_group()
    process.die_with_parent(wanted=True)
    process.report_crashes()
    channel = Channel(write, on_broken=lambda: process.leave(0))
    fetcher = Fetcher(channel.send, what)
    lines = open(read, "rb")  # noqa: SIM115 - the process ends while it is still being read
    threading.Thread(target=_hear, args=(fetcher, lines), daemon=True).start()
    fetcher.ended.wait()
    process.leave(0)


def _hear(fetcher: Fetcher, lines: BinaryIO) -> None:
    fetcher.listen(lines)
    fetcher.ended.wait(LEAVE_SECONDS)  # a wait for bytes may take longer than anybody has
    process.leave(0)
