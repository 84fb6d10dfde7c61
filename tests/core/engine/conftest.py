"""A real engine process whose runner acts, driven line by line."""

import contextlib
import subprocess
import sys
from pathlib import Path

import pytest

from core.contract import events as ev
from core.contract.request import GenerationRequest

PLAIN = Path(__file__).parents[2] / "support" / "plain_engine.py"


class Engine:
    """Writes messages and reads events, blocking; the test's timeout is the limit."""

    def __init__(self, *arguments):
        pipe = subprocess.PIPE
        command = [sys.executable, str(PLAIN), *arguments]
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe)

    def write(self, data: bytes):
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def say(self, *messages):
        self.write(b"".join(ev.to_line(message).encode() + b"\n" for message in messages))

    def draw(self, job, prompt):
        self.say(ev.Generate(job, GenerationRequest(prompt, "out", seed=1)))

    def hear(self):
        line = self.process.stdout.readline()
        return ev.from_line(line.decode()) if line else None

    def hear_until(self, kind):
        events = [self.hear()]
        while not isinstance(events[-1], kind):
            assert events[-1] is not None, "the engine ended"
            events.append(self.hear())
        return events

    def end(self):
        """Close stdin and return the exit status, the rest of the events, and stderr."""
        self.process.stdin.close()
        rest = [ev.from_line(line.decode()) for line in self.process.stdout]
        errors = self.process.stderr.read().decode()
        return self.process.wait(timeout=60), rest, errors


@pytest.fixture
def engine_script():
    return str(PLAIN)


@pytest.fixture
def start_engine():
    engines = []

    def start(*arguments):
        engines.append(Engine(*arguments))
        return engines[-1]

    yield start
    for engine in engines:
        engine.process.kill()
        engine.process.wait()
        for stream in (engine.process.stdin, engine.process.stdout, engine.process.stderr):
            with contextlib.suppress(BrokenPipeError):  # what is unwritten has no reader any more
                stream.close()


@pytest.fixture
def engine(start_engine):
    engine = start_engine()
    assert isinstance(engine.hear(), ev.EngineReady)
    return engine
