"""One jailed process from outside: what comes back, and the one typed error for each way to fail."""

from __future__ import annotations

import io
import os
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from core.contract.errors import PictureBroken, ReaderStopped, ReaderUnavailable
from core.jail import bubble
from core.jail.process import HEAD_BYTES, JailedProcess, Question
from tests.core.jail import programs

SECONDS = 20.0


@pytest.fixture(scope="module")
def alive() -> Iterator[list[JailedProcess]]:
    """The process that is used until a test spoils it."""
    made: list[JailedProcess] = []
    yield made
    for process in made:
        process.close()


@pytest.fixture
def process(alive: list[JailedProcess]) -> JailedProcess:
    if not alive or not alive[-1].is_alive:
        alive.append(JailedProcess(*programs.command()))
    return alive[-1]


def ask(process: JailedProcess, do: str, contents: bytes = b"a file", **more: Any) -> Any:
    limits = {name: more.pop(name) for name in ("seconds", "raw_bytes") if name in more}
    question = Question(do, more, **{"seconds": SECONDS, "errors": (PictureBroken,), **limits})
    return process.ask(question, io.BytesIO(contents), "/pictures/a.png")


def test_the_whole_file_can_be_read(process: JailedProcess) -> None:
    for length in (0, 1, HEAD_BYTES, HEAD_BYTES + 1, 3_000_000):
        assert ask(process, "size", bytes(length)).data == {"size": length}


def test_any_part_of_a_large_file(process: JailedProcess) -> None:
    data = b"head" + bytes(5_000_000) + b"tail"
    assert ask(process, "ends", data, raw_bytes=8).raw == b"headtail"


def test_the_question_arrives(process: JailedProcess) -> None:
    assert ask(process, "echo", a=[1, "ü"], b=None).data == {"a": [1, "ü"], "b": None}


def test_it_has_a_session_an_environment_and_a_place_of_its_own(
    process: JailedProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = ask(process, "who").data
    assert {"HOME", "PATH", "USER", "DISPLAY"}.isdisjoint(found["environment"])
    assert found["cwd"] == Path(sys.executable).anchor
    assert os.getsid(found["pid"]) != os.getsid(0)
    open_files = {file.path for file in psutil.Process(found["pid"]).open_files()}
    assert open_files <= {os.devnull}
    assert psutil.Process(found["pid"]).num_fds() <= 6  # one is the test program's own


def test_an_error_of_the_contract_comes_back_with_our_path(process: JailedProcess) -> None:
    with pytest.raises(PictureBroken) as caught:
        ask(process, "refuse")
    assert (caught.value.path, caught.value.reason) == ("/pictures/a.png", "it is sad")
    assert process.is_alive


@pytest.mark.parametrize(
    ("do", "arguments", "reason"),
    [
        ("die", {"signal": signal.SIGSEGV}, "crashed"),
        ("die", {"signal": signal.SIGKILL}, "crashed"),
        ("die", {"signal": signal.SIGXCPU}, "timeout"),
        ("fail", {}, "crashed"),
        ("unknown", {}, "crashed"),
        ("sleep", {"seconds": 0.3}, "timeout"),
        ("gorge", {}, "memory"),
        ("swallow", {}, "it tried open"),
        ("flood", {}, "garbage"),
        ("refuse_oddly", {}, "garbage"),
        ("babble", {"bytes": list(b"Traceback (most recent")}, "garbage"),
        ("babble", {"bytes": list(struct.pack(">IQ", 2, 2**63) + b"{}")}, "garbage"),
        ("babble", {"bytes": list(struct.pack(">IQ", 2**31, 0))}, "garbage"),
        ("reach", {"range": [0, 0]}, "garbage"),
        ("reach", {"range": [-1, 5]}, "garbage"),
        ("reach", {"range": [7, 5]}, "garbage"),
        ("reach", {"range": [0, 2**40]}, "garbage"),
        ("reach", {"range": ["0", 1]}, "garbage"),
        ("reach", {"range": 5}, "garbage"),
        ("lie", {"done": 5}, "garbage"),
        ("lie", {"failed": "PictureBroken"}, "garbage"),
        ("lie", {"failed": "PictureBroken", "data": {"path": "", "reason": 5}}, "garbage"),
        ("lie", {"failed": "SystemExit", "data": {}}, "garbage"),
        ("lie", {}, "garbage"),
    ],
)
def test_each_way_to_fail_is_one_error(
    process: JailedProcess, do: str, arguments: dict[str, Any], reason: str
) -> None:
    with pytest.raises(ReaderStopped) as caught:
        ask(process, do, **arguments)
    assert (caught.value.path, caught.value.reason) == ("/pictures/a.png", reason)
    assert not process.is_alive


def test_a_file_that_shrinks_meanwhile_ends_the_reading(process: JailedProcess) -> None:
    class Shrinking(io.BytesIO):
        def read(self, count: int | None = -1) -> bytes:
            data = super().read(count)
            self.truncate(HEAD_BYTES)
            return data

    with pytest.raises(ReaderStopped):
        process.ask(Question("size", {}, SECONDS), Shrinking(bytes(10 * HEAD_BYTES)), "a")


def test_a_disk_that_fails_is_not_the_files_fault(process: JailedProcess) -> None:
    class Failing(io.BytesIO):
        def read(self, count: int | None = -1) -> bytes:
            raise OSError(5, "Input/output error")

    with pytest.raises(OSError, match="Input/output"):
        process.ask(Question("size", {}, SECONDS), Failing(b"1"), "a")
    assert not process.is_alive


def test_a_program_that_does_not_start() -> None:
    with pytest.raises(ReaderUnavailable, match="exit status 3"):
        JailedProcess([sys.executable, "-c", "raise SystemExit(3)"], {})
    with pytest.raises(ReaderUnavailable, match="No such file"):
        JailedProcess(["/no/such/program"], {})


def test_it_ends_when_whoever_asked_is_gone() -> None:
    code = (
        "from tests.core.jail import programs; from core.jail.process import *; import io, os\n"
        "made = JailedProcess(*programs.command())\n"
        "print(made.ask(Question('who', {}, 9), io.BytesIO(), '').data['pid'], flush=True)\n"
        "os._exit(0)"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code],
        cwd=programs.ROOT,
        env={**os.environ, "PATH": ""},  # no bubblewrap, in which it would have another number
        capture_output=True,
        text=True,
        check=True,
    )
    pid = int(shown.stdout)
    deadline = time.monotonic() + 10
    while psutil.pid_exists(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not psutil.pid_exists(pid)


def test_killing_from_another_thread_wakes_who_waits(process: JailedProcess) -> None:
    timer = threading.Timer(0.3, process.kill)
    timer.start()
    with pytest.raises(ReaderStopped):
        ask(process, "sleep")
    timer.join()


@pytest.fixture
def wall(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in for bubblewrap that notes its arguments and then does as its script says."""
    script = tmp_path / bubble.PROGRAM
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(bubble, "chances", bubble.LATE_STARTS)
    return script


def put(script: Path, then: str) -> None:
    script.write_text(f'#!/bin/sh\necho "$@" >> {script}.log\n{then}\n')
    script.chmod(0o755)


def test_inside_bubblewrap(wall: Path) -> None:
    put(wall, 'while [ "$1" != -- ]; do shift; done; shift; exec "$@"')
    made = JailedProcess(*programs.command())
    assert ask(made, "echo", a=1).data == {"a": 1}
    made.close()
    assert "--unshare-all" in Path(f"{wall}.log").read_text()


def test_a_bubblewrap_that_cannot_is_tried_once(wall: Path) -> None:
    put(wall, "exit 1")
    for _ in range(2):
        made = JailedProcess(*programs.command())
        assert ask(made, "echo", a=1).data == {"a": 1}
        made.close()
    assert len(Path(f"{wall}.log").read_text().splitlines()) == 1


def test_a_bubblewrap_that_was_late_keeps_some_chances(
    wall: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(wall, "exec sleep 60")
    monkeypatch.setattr("core.jail.process.START_SECONDS", 5.0)
    made = JailedProcess(*programs.command())
    assert ask(made, "echo", a=1).data == {"a": 1}
    made.close()
    assert bubble.chances == bubble.LATE_STARTS - 1
