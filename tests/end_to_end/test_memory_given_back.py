"""A real engine process: what a model took goes back to the system when it is let go of."""

import os
import subprocess
import sys

import psutil
import pytest

from core.contract import events as ev
from core.contract.request import GenerationRequest
from core.files.commands import engine_command

LEAST = 40_000_000  # bytes: of the starter's 64 MB of weights in float32


class Engine:
    """One engine process, spoken to in lines."""

    def __init__(self, home: str) -> None:
        command = engine_command()
        environment = {**command.whole_environment(), "REVERIE_HOME": home}
        self.process = subprocess.Popen(
            command.words(), env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def ask(self, job: ev.Job, until: type) -> ev.Event:
        self.process.stdin.write(ev.to_line(job).encode() + b"\n")
        self.process.stdin.flush()
        for line in self.process.stdout:
            event = ev.from_line(line.decode())
            assert not isinstance(event, ev.JobFailed), event
            if isinstance(event, until):
                return event
        raise AssertionError("the engine ended")

    def resident(self) -> int:
        return psutil.Process(self.process.pid).memory_info().rss

    def end(self) -> None:
        self.process.stdin.close()
        self.process.wait(20)
        self.process.stdout.close()


@pytest.mark.skipif(sys.platform != "linux", reason="other C libraries keep what they like")
def test_letting_go_of_the_model_gives_its_memory_back(tmp_path) -> None:
    engine = Engine(str(tmp_path / "home"))
    try:
        out = str(tmp_path / "out") + os.sep
        request = GenerationRequest("a swan", out, seed=1, steps=2)
        engine.ask(ev.Generate("a", request), ev.JobDone)
        full = engine.resident()
        freed = engine.ask(ev.Unload("u"), ev.MemoryFreed)
        assert full - engine.resident() > LEAST
        assert freed.before - freed.after > LEAST
        assert isinstance(engine.ask(ev.Generate("b", request), ev.JobDone), ev.JobDone)
    finally:
        engine.end()
