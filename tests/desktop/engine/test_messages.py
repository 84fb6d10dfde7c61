"""The engine's language over a process's pipes; what is no event is kept for a report."""

import sys

from core.contract import events as ev
from core.files.commands import Command
from desktop.engine.messages import MessageProcess
from desktop.engine.tail import Tail

ECHO = f"""
import sys
print({ev.to_line(ev.JobDone("1", 0.5))!r})
print({ev.to_line(ev.Cancel("a job is no event"))!r})
print("not a message")
sys.stdout.buffer.write(b"\\xff\\n")
print("a warning", file=sys.stderr)
print("got", sys.stdin.readline().strip())
"""


def test_events_are_heard_and_the_rest_is_kept(qtbot):
    tail = Tail()
    tail.note("of a life before")
    process = MessageProcess(Command(sys.executable, ("-c", ECHO)), tail)
    heard = []
    process.heard.connect(heard.append)
    with qtbot.waitSignal(process.ended, timeout=10_000):
        process.start()
        process.send(ev.Cancel("7"))
    assert heard == [ev.JobDone("1", 0.5)]
    kept = tail.text()
    for word in ("of a life before", "a job is no event", "not a message", "\\xff", "a warning"):
        assert word in kept
    assert "got" in kept
    assert '"7"' in kept
