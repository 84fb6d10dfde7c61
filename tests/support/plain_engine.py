"""A real engine process (`core.engine.server.serve`) whose runner acts instead of drawing. No torch.

A request's prompt says what happens: `steps N` seconds are 0.02 each; `oom`, `defect`, `known` fail;
`print` writes to stdout; `exit`, `segv` end the process; `signal` takes a SIGTERM on the worker's
thread; a Train job saves a file when it is stopped.
"""

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from core.contract import events as ev
from core.contract.errors import Cancelled, FileMissing
from core.engine.server import serve


def take_signal(cancelled):
    """SIGTERM, to this thread and no other."""
    signal.pthread_kill(threading.get_ident(), signal.SIGTERM)
    while not cancelled():
        time.sleep(0.01)
    raise Cancelled


class ActingRunner:
    def prepare(self):
        if "--broken" in sys.argv:
            raise ImportError("no torch here")
        if "--slow" in sys.argv:
            time.sleep(600)
        return ev.EngineReady("0", "cpu", "none", 1, "0", 0.0)

    def release(self):
        sys.stderr.write("released\n")
        return 9, 4  # bytes held before and after

    def events(self, job, cancelled, finished):
        if isinstance(job, ev.Train):
            yield from self.train(job, cancelled)
            return
        match job.request.prompt.split():
            case ["steps", count]:
                for step in range(int(count)):
                    time.sleep(0.02)
                    if cancelled():
                        raise Cancelled
                    yield ev.Step(job.job, step + 1, int(count))
            case ["oom"]:
                raise MemoryError
            case ["defect"]:
                raise ZeroDivisionError("three apples")
            case ["known"]:
                raise FileMissing("swan.png")
            case ["print"]:
                sys.stdout.write("a library talks\n")
                os.write(1, b"and its native half\n")
                subprocess.run(["sh", "-c", "echo and its child; cat"], check=True)
            case ["segv"]:
                ctypes.string_at(0)
            case ["exit"]:
                sys.exit(5)
            case ["signal"]:
                take_signal(cancelled)

    def train(self, job, cancelled):
        yield ev.TrainStep(job.job, 0, 1, {})
        while not cancelled():
            time.sleep(0.01)
        time.sleep(0.3)
        Path(job.config.output).write_text("saved")
        yield ev.JobCancelled(job.job)


class ActingQuestions:
    def count_tokens(self, question):
        if question.model == "none":
            raise FileMissing("none")
        if question.text == "slow":
            time.sleep(3600)
        return ev.TokenCount(question.job, len(question.text.split()), 75)

    def plan_memory(self, question):
        needed = question.width * question.height
        return ev.MemoryPlan(question.job, "cpu", needed, 10**6, needed, (), True, False)

    def peek(self, question):
        return ev.Explained(question.job, "score", {"score": 0.5})


if __name__ == "__main__":
    serve(ActingRunner(), ActingQuestions())
