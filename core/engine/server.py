"""The engine process: the main thread hears jobs and cancels, a worker thread does the jobs, another one answers.

It speaks the language of `core/contract/events.py`, one JSON object a line, on the pipes it was
started with, and ends when its stdin does. It opens no port and knows no window.
"""

from __future__ import annotations

import json
import signal
import threading
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import BinaryIO, Protocol

from core.contract import events as ev
from core.contract.errors import InvalidValue
from core.engine import process
from core.engine.channel import Channel
from core.engine.failures import end_event
from core.engine.worker import Runner, Worker

LINE_MAX = 4_000_000  # bytes; far above the longest prompt
LEAVE_SECONDS = 2.5  # for the running picture to notice that everything ends; the client waits 3


class Questions(Protocol):
    """What is answered beside the job that runs, one after the other. All raise the errors of what cannot be read."""

    def count_tokens(self, question: ev.CountTokens) -> ev.TokenCount: ...

    def plan_memory(self, question: ev.AskMemory) -> ev.MemoryPlan: ...

    def peek(self, question: ev.Peek) -> ev.Explained: ...

    def promise_teaching(self, question: ev.AskTeaching) -> ev.TeachingPromise: ...


class Server:
    """Hears lines and sends each message where it belongs. Nothing is done here: a Cancel is heard at any time."""

    def __init__(
        self,
        worker: Worker,
        send: Callable[[ev.Event], None],
        questions: Questions,
    ) -> None:
        self._worker = worker
        self._send = send
        self._questions = questions
        self._answers = ThreadPoolExecutor(max_workers=1, thread_name_prefix="answers")

    def listen(self, lines: BinaryIO) -> None:
        """Hear until `lines` ends, then close the worker."""
        while line := lines.readline(LINE_MAX):
            if not line.endswith(b"\n"):
                while line and not line.endswith(b"\n"):  # too long, or cut off by the end
                    line = lines.readline(LINE_MAX)
                self._refuse("", InvalidValue("message", "", f"at most {LINE_MAX} bytes"))
            elif line.strip():
                self.hear(line)
        self._worker.close()

    def hear(self, line: bytes) -> None:
        """Act on one message. A broken one ends the job it names, so that nobody waits for it."""
        try:
            message = ev.from_line(line.decode())
        except (InvalidValue, UnicodeDecodeError, RecursionError) as error:
            self._refuse(_job_of(line), error)
            return
        match message:
            case ev.Cancel():
                self._worker.cancel(message.job)
            case ev.Finish():
                self._worker.finish(message.job)
            case ev.CountTokens():
                self._answer(message.job, lambda: self._questions.count_tokens(message))
            case ev.AskMemory():
                self._answer(message.job, lambda: self._questions.plan_memory(message))
            case ev.Peek():
                self._answer(message.job, lambda: self._questions.peek(message))
            case ev.AskTeaching():
                self._answer(message.job, lambda: self._questions.promise_teaching(message))
            case ev.Generate() | ev.Explain() | ev.Unload():
                self._worker.add(message)
            case ev.TryTeaching() | ev.TakeStep() | ev.SaveSoFar() | ev.AskNouns():
                self._worker.add(message)
            case ev.Train():
                process.die_with_parent(wanted=False)  # it must be able to save
                self._worker.add(message)
            case _:
                self._refuse("", InvalidValue("message.type", type(message).__name__, "a job"))

    def _answer(self, job: str, ask: Callable[[], ev.Event]) -> None:
        """Soon: the first answer waits for torch, and a model's files may lie on a slow disk."""

        def answered() -> None:
            try:
                answer = ask()
            except Exception as error:  # a broken model must not end the engine; it is told
                answer = end_event(job, error)
            self._send(answer)

        self._answers.submit(answered)

    def _refuse(self, job: str, error: Exception) -> None:
        if not isinstance(error, InvalidValue):
            error = InvalidValue("message", "", "one JSON object")
        self._send(end_event(job, error))


def serve(runner: Runner, questions: Questions) -> None:
    """Be the engine until stdin ends. Never returns to the caller's interpreter: the process ends."""
    read, write = process.take_pipes()
    process.leave_group()
    process.die_with_parent(wanted=True)
    process.report_crashes()
    channel = Channel(write, on_broken=lambda: worker.close())
    worker = Worker(runner, channel.send)
    thread = threading.Thread(target=_work, args=(worker,), name="worker", daemon=True)
    thread.start()
    process.on_terminate(lambda: _terminate(worker))
    with open(read, "rb") as lines:
        Server(worker, channel.send, questions).listen(lines)
        worker.wait_until_idle(LEAVE_SECONDS)
        process.leave(0)


def _work(worker: Worker) -> None:
    """The worker's thread: when it ends, by `close` or by a defect, so does the process."""
    try:
        worker.run()
    except BaseException:  # reported here, because the process ends before `threading` would do it
        traceback.print_exc()
        process.leave(1)
    process.leave(0)


def _terminate(worker: Worker) -> None:
    """SIGTERM: a training saves first and ends the process when it has; anything else ends now."""
    worker.close()
    if not worker.training:
        process.leave(128 + signal.SIGTERM)


def _job_of(line: bytes) -> str:
    """The job a broken message names, or nothing."""
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return ""
    job = data.get("job") if isinstance(data, dict) else None
    return job if isinstance(job, str) else ""
