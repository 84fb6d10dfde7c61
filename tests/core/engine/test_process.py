"""An engine keeps its line clean, leaves its parent's group and dies with its parent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).resolve().parents[3]


def run(code: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", f"from core.engine import process\nimport os, sys\n{code}"],
        input=given,
        capture_output=True,
        cwd=ROOT,
        timeout=30,
        check=False,
    )


def test_prints_go_to_stderr_and_the_protocol_to_stdout():
    done = run(
        "read, write = process.take_pipes()\n"
        "print('a library talks', flush=True)\n"
        "os.write(write, os.read(read, 100))",
        given=b"one line",
    )
    assert done.stdout == b"one line"
    assert b"a library talks" in done.stderr


def test_nobody_else_can_read_the_protocol():
    done = run("process.take_pipes()\nprint(repr(sys.stdin.read()))", given=b"secret")
    assert done.stderr.strip() == b"''"


def test_leave_ends_at_once_with_the_status():
    done = run("import atexit\natexit.register(print, 'never')\nprocess.leave(3)")
    assert (done.returncode, done.stdout) == (3, b"")


@pytest.mark.skipif(os.name != "posix", reason="groups are POSIX")
def test_it_has_a_group_of_its_own():
    done = run("process.leave_group()\nprint(os.getpid() == os.getpgrp() == os.getsid(0))")
    assert done.stdout.strip() == b"True"


@pytest.mark.skipif(sys.platform != "linux", reason="the flag is Linux's")
@pytest.mark.parametrize("wanted", [True, False])
def test_it_ends_with_its_parent_only_where_wanted(wanted):
    child = (
        "from core.engine import process; import os, time;"
        f"process.die_with_parent({wanted}); print(os.getpid(), flush=True); time.sleep(30)"
    )
    parent = subprocess.Popen(
        [
            *(sys.executable, "-c"),
            f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])",
        ],
        stdout=subprocess.PIPE,
        cwd=ROOT,
    )
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    parent.send_signal(signal.SIGKILL)
    parent.wait(timeout=10)
    parent.stdout.close()
    gone = _gone(pid, seconds=10.0 if wanted else 0.5)
    if not gone:
        os.kill(pid, signal.SIGKILL)
    assert gone is wanted


def _gone(pid: int, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
                return True
        except psutil.NoSuchProcess:
            return True
        time.sleep(0.02)
    return False
