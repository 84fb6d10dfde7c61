"""The alarm: each way out of a parser is refused and remembered. In processes of their own: it stays for good."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
GUARDED = """
import ctypes, io, os, socket, subprocess, zlib
from core.jail.guard import Forbidden, Guard
guard = Guard(); guard.install()
try:
    with guard.closed():
        {code}
except Forbidden:
    print("refused", end=" ")
print(guard.tripped)
open(os.devnull).close()  # outside of the block all is as ever
"""


def tried(code: str) -> list[str]:
    ended = subprocess.run(
        [sys.executable, "-c", GUARDED.format(code=code)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return ended.stdout.split()


@pytest.mark.parametrize(
    ("code", "event"),
    [
        ("open('/etc/passwd')", "open"),
        ("os.open('/etc/passwd', os.O_RDONLY)", "open"),
        ("os.listdir('/')", "os.listdir"),
        ("os.remove('/tmp/none')", "os.remove"),
        ("os.system('true')", "os.system"),
        ("os.fork()", "os.fork"),
        ("os.execv('/bin/true', ['true'])", "os.exec"),
        ("subprocess.run(['true'])", "subprocess.Popen"),
        ("socket.socket()", "socket.__new__"),
        ("import this", "import"),
        ("eval('1')", "compile"),
        ("exec('1')", "compile"),
        ("ctypes.CDLL(None)", "ctypes.dlopen"),
    ],
)
def test_ways_out(code: str, event: str) -> None:
    assert tried(code) == ["refused", event]


def test_a_parser_that_swallows_the_error_is_caught_all_the_same() -> None:
    assert tried("\n        try: open('/etc/passwd')\n        except OSError: pass") == ["open"]


def test_work_in_memory_is_free() -> None:
    assert tried("zlib.decompress(zlib.compress(io.BytesIO(b'1').read())); id(1)") == ["None"]
