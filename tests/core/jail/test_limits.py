"""Limits in a process of its own: each is there, and cannot be lifted again."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from core.jail.limits import Limits, take_effect

ROOT = Path(__file__).parents[3]
SET = "from core.jail.limits import *; print(*take_effect(Limits(2**30, 1)), flush=True)\n"


def run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", SET + code], cwd=ROOT, capture_output=True, text=True, timeout=60
    )


def test_all_are_taken_here() -> None:
    assert run("").stdout.split() == ["AS", "CPU", "FSIZE", "NOFILE", "CORE"]


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("bytearray(2**31)", "MemoryError"),
        ("open('/tmp/reverie-limits', 'wb', 0).write(b'1')", "File too large"),
        ("x = [open('/dev/null') for _ in range(20)]", "Too many open files"),
    ],
)
def test_what_is_more_fails(code: str, error: str) -> None:
    ended = run(code)
    assert ended.returncode == 1
    assert error in ended.stderr


def test_time_ends() -> None:
    assert run("while True: pass").returncode < 0


def test_they_are_hard() -> None:
    code = (
        "import resource as r; print([r.getrlimit(n)[1] for n in (r.RLIMIT_FSIZE, r.RLIMIT_CPU)])"
    )
    assert run(code).stdout.splitlines()[1] == "[0, 1]"


def test_a_system_without_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert take_effect(Limits(1, 1)) == ()
