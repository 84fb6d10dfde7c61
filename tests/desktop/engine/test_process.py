"""One run of a program: its lines, its end, and how it is ended."""

import os
import signal
import sys
import time

import pytest

from core.files.commands import Command
from desktop.engine.process import TOO_LONG, Process


@pytest.fixture
def make(qtbot):
    """A function: Python source → the process, not yet started, and what it said, told and how it ended."""
    made = []

    def one(source, program=sys.executable, **options):
        process = Process(Command(program, ("-c", source), {"WORD": "swan"}), **options)
        made.append(process)
        said, told, ended = [], [], []
        process.said.connect(said.append)
        process.told.connect(told.append)
        process.ended.connect(ended.append)
        return process, said, told, ended

    yield one
    for process in made:
        process.shutdown(close_ms=0)


def test_both_ways_in_lines_and_the_last_one_counts_before_the_end(make, qtbot):
    source = """
import os, sys
for line in sys.stdin: print("heard", line.strip(), os.environ["WORD"], flush=True)
sys.stderr.write("no end of line"); sys.stdout.write("last\\n"); sys.exit(3)
"""
    process, said, told, ended = make(source)
    process.start()
    process.write("a")
    process.write("b")
    process.close_input()
    qtbot.waitUntil(lambda: bool(ended), timeout=10_000)
    assert said == [b"heard a swan", b"heard b swan", b"last"]
    assert told == [b"no end of line"]
    assert ended == [3]


def test_a_line_without_bound_is_dropped_and_told(make, qtbot):
    process, said, told, ended = make("print('x' * 99); print('short')", line_max=20)
    process.start()
    qtbot.waitUntil(lambda: bool(ended), timeout=10_000)
    assert (said, told) == ([b"short"], [TOO_LONG])


def test_a_signal_is_a_negative_number(make, qtbot):
    process, _said, _told, ended = make("import time; print('up', flush=True); time.sleep(60)")
    process.start()
    with qtbot.waitSignal(process.said, timeout=10_000):
        pass
    process.kill()
    qtbot.waitUntil(lambda: bool(ended), timeout=10_000)
    assert ended == [-signal.SIGKILL]
    assert process.failure == ""


def test_a_program_that_is_not_there_ends_at_once_and_says_why(make, qtbot):
    process, _said, told, ended = make("", program="/nowhere/python")
    process.start()
    qtbot.waitUntil(lambda: bool(ended), timeout=10_000)
    assert ended == [-1]
    assert process.failure
    assert told == [process.failure.encode()]


READY = "print('up', flush=True); "
KINDS = {
    "one that hears its stdin end": READY + "sys.stdin.read()",
    "one that must be asked": READY + "time.sleep(60)",
    "one that is deaf": "signal.signal(signal.SIGTERM, signal.SIG_IGN); "
    + READY
    + "time.sleep(60)",
}


@pytest.mark.parametrize("source", KINDS.values(), ids=KINDS)
def test_a_shutdown_ends_it_without_a_word(make, qtbot, source):
    process, said, _told, ended = make("import signal, sys, time; " + source)
    process.start()
    qtbot.waitUntil(lambda: said == [b"up"], timeout=10_000)
    number = process.id
    process.shutdown(close_ms=150, terminate_ms=150)
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)
    qtbot.wait(20)
    assert ended == []


def test_one_that_saves_before_it_ends_is_waited_for(make, qtbot, tmp_path):
    place = tmp_path / "saved"
    source = READY + f"sys.stdin.read(); time.sleep(0.3); open({str(place)!r}, 'w').close()"
    process, said, _told, _ended = make("import sys, time; " + source)
    process.start()
    qtbot.waitUntil(lambda: said == [b"up"], timeout=10_000)
    started = time.monotonic()
    process.shutdown(close_ms=-1)
    assert time.monotonic() - started >= 0.3
    assert place.exists()


def test_one_that_was_never_started_can_be_shut_down(make):
    process = make("")[0]
    process.shutdown(close_ms=-1)
    assert process.id == 0
