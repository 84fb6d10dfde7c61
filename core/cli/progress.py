"""Shows the events of a job on stderr, and its results (paths) on stdout.

One of two faces: a bar for people, or the events themselves as JSON lines (`--json`). A log file
or a pipe gets no bar, only notices and, now and then, a line of a training.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Protocol, TextIO

from core.cli import judging_wording, notice_wording, promise_wording
from core.cli.amounts import duration, size
from core.contract import events as ev
from core.contract.errors import Cancelled

PHASES = {
    "load": "loading the model",
    "encode_text": "reading the words",
    "encode_picture": "reading the picture",
    "denoise": "drawing",
    "decode": "developing",
    "save": "saving",
}
BAR_WIDTH = 24  # characters
REDRAW_SECONDS = 0.1
LOG_SECONDS = 10.0  # between lines of a training where there is no terminal


class Face(Protocol):
    """Where events are shown."""

    def show(self, event: ev.Event) -> None: ...

    def close(self) -> None: ...


class JsonFace:
    """Every event but previews, which are large, as one line of JSON."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def show(self, event: ev.Event) -> None:
        if isinstance(event, ev.Preview):
            event = replace(event, png="")
        print(ev.to_line(event), file=self._stream, flush=True)

    def close(self) -> None:
        self._stream.flush()


class BarFace:
    """One line that is drawn over; plain lines for what should stay."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._live = stream.isatty()
        self._drawn = 0  # characters on the line now
        self._last = 0.0  # when it was drawn, seconds

    def show(self, event: ev.Event) -> None:
        match event:
            case ev.Phase():
                self._draw(_label(PHASES[event.phase], event.index, event.count), due=True)
            case ev.Step():
                label = _label("drawing", event.index, event.count)
                self._draw(bar(label, event.step, event.steps), due=event.step == event.steps)
            case ev.Converting():
                done, total = event.done // 2**20, event.total // 2**20
                text = bar(f"converting {event.name}, MB", done, total)
                self._draw(text, due=event.done == event.total)
            case ev.Transfer():
                self._now_and_then(transfer(event), last=event.done == event.total)
            case ev.MemoryPlan() if event.savings or not event.fits:
                self._line(f"Memory {promise_wording.memory_plan(event)}.")
            case ev.TrainStep():
                self._train(event)
            case ev.Judged():
                self._line(judging_wording.judged(event))
            case ev.Chosen():
                self._line(f"Taken: {judging_wording.choice(event.choice)}.")
            case ev.Notice():
                self._line(notice_wording.notice(event.code, event.data))

    def close(self) -> None:
        self._wipe()
        self._stream.flush()

    def _train(self, event: ev.TrainStep) -> None:
        figures = "  ".join(f"{name} {value:.4g}" for name, value in event.metrics.items())
        left = "" if event.seconds_left is None else f"  about {duration(event.seconds_left)} left"
        text = bar("training", event.step, event.steps) + f"  {figures}{left}"
        self._now_and_then(text, last=event.step == event.steps)

    def _now_and_then(self, text: str, *, last: bool) -> None:
        """The bar of long work; in a log file a line every few seconds."""
        if self._live:
            self._draw(text, due=last)
        elif last or time.monotonic() - self._last >= LOG_SECONDS:
            self._last = time.monotonic()
            self._line(text)

    def _draw(self, text: str, *, due: bool) -> None:
        now = time.monotonic()
        if not self._live or (not due and now - self._last < REDRAW_SECONDS):
            return
        self._last = now
        print(f"\r{text:<{self._drawn}}", end="", file=self._stream, flush=True)
        self._drawn = len(text)

    def _wipe(self) -> None:
        if self._drawn:
            print(f"\r{'':<{self._drawn}}\r", end="", file=self._stream, flush=True)
            self._drawn = 0

    def _line(self, text: str) -> None:
        self._wipe()
        print(text, file=self._stream, flush=True)


class NoFace:
    """For nobody."""

    def show(self, event: ev.Event) -> None:
        """Nothing is shown."""

    def close(self) -> None:
        """Nothing is open."""


def follow(
    events: Iterable[ev.Event], *, as_json: bool, unheard: Callable[[], None] | None = None
) -> int:
    """Show `events` until the job ends, printing each result as soon as it is safe on the disk.

    Returns the exit status 0. Raises the job's error, or `Cancelled`, as a typed error. Where nothing can be
    shown any more (the reader of a pipe left, a terminal closed, the disk of a log is full) that `OSError` is
    raised: at once, and so amid the work; with `unheard` that is called, and the work comes to its end first.
    """
    face: Face = JsonFace(sys.stderr) if as_json else BarFace(sys.stderr)
    failure: OSError | None = None
    try:
        for event in events:
            try:
                face.show(event)
                _result(event, face)
            except OSError as error:
                if unheard is None:
                    raise
                if failure is None:
                    unheard()
                face, failure = NoFace(), error
    finally:
        face.close()
    if failure is not None:
        raise failure
    return 0


def _result(event: ev.Event, face: Face) -> None:
    if isinstance(event, ev.JobFailed):
        raise event.error()
    if isinstance(event, ev.JobCancelled):
        raise Cancelled
    if isinstance(event, ev.TeachingPromise):
        face.close()
        print(promise_wording.teaching_promise(event), flush=True)
    named = {ev.ImageDone: "path", ev.TrainDone: "result", ev.Downloaded: "path"}
    path = named.get(type(event))
    if path:
        face.close()
        print(getattr(event, path), flush=True)


def bar(label: str, done: int, total: int) -> str:
    """`label [####----] 3/10`; `done` is in 0 … `total`."""
    filled = BAR_WIDTH * done // max(total, 1)
    return f"{label} [{'#' * filled}{'-' * (BAR_WIDTH - filled)}] {done}/{total}"


def transfer(event: ev.Transfer) -> str:
    """How far a download is, how fast it goes, and how long still."""
    text = bar("downloading, MB", event.done // 10**6, event.total // 10**6)
    if event.stage == "check":
        return f"{text}  checking"
    if event.stage == "wait":
        return f"{text}  waiting for the server"
    rate = f"  {size(round(event.rate))}/s" if event.rate else ""
    left = "" if event.seconds_left is None else f"  about {duration(event.seconds_left)} left"
    return f"{text}{rate}{left}"


def _label(text: str, index: int, count: int) -> str:
    return text if count == 1 else f"picture {index + 1} of {count}: {text}"
