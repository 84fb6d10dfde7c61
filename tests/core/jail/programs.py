"""A jailed program for the tests of the jail: it does what the question says, well or badly.

Run as `python programs.py`; `command()` names it for a `JailedProcess`.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from core.contract.errors import FileMissing, PictureBroken
from core.jail import channel
from core.jail.inside import Answer, serve
from core.jail.limits import Limits

ROOT = Path(__file__).parents[3]


def command() -> tuple[Sequence[str], Mapping[str, str]]:
    return [sys.executable, __file__], {"PYTHONPATH": str(ROOT)}


def size(file: BinaryIO, arguments: dict[str, Any]) -> Answer:
    return Answer({"size": len(file.read())})


def ends(file: BinaryIO, arguments: dict[str, Any]) -> Answer:
    file.seek(-4, 2)
    tail = file.read()
    file.seek(0)
    return Answer({}, [file.read(4), tail], 8)


def echo(file: BinaryIO, arguments: dict[str, Any]) -> Answer:
    return Answer(arguments)


def who(file: BinaryIO, arguments: dict[str, Any]) -> Answer:
    return Answer({"pid": os.getpid(), "environment": sorted(ENVIRONMENT), "cwd": CWD})


def refuse(file: BinaryIO, arguments: dict[str, Any]) -> Answer:
    raise PictureBroken("", "it is sad")


def refuse_oddly(file: BinaryIO, arguments: dict[str, Any]) -> Answer:
    raise FileMissing("/etc/passwd")


def die(file: BinaryIO, arguments: dict[str, Any]) -> Answer:
    signal.raise_signal(arguments["signal"])
    return Answer({})


def fail(file: BinaryIO, arguments: dict[str, Any]) -> Answer:
    raise ZeroDivisionError


def sleep(file: BinaryIO, arguments: dict[str, Any]) -> Answer:
    time.sleep(600)
    return Answer({})


def swallow(file: BinaryIO, arguments: dict[str, Any]) -> Answer:
    try:
        open("/etc/passwd").close()
    except OSError:
        return Answer({"it": "is nothing"})
    return Answer({})


def gorge(file: BinaryIO, arguments: dict[str, Any]) -> Answer:
    return Answer({"length": len(bytearray(2**32))})


def babble(file: BinaryIO, arguments: dict[str, Any]) -> Answer:
    os.write(ANSWERS, bytes(arguments["bytes"]))
    return Answer({})


def flood(file: BinaryIO, arguments: dict[str, Any]) -> Answer:
    return Answer({}, [bytes(10_000)], 10_000)


def reach(file: BinaryIO, arguments: dict[str, Any]) -> Answer:
    channel.send(ANSWERS, {"read": arguments["range"]})
    return Answer({})


def lie(file: BinaryIO, arguments: dict[str, Any]) -> Answer:
    channel.send(ANSWERS, arguments)
    return Answer({})


WORK = (
    size,
    ends,
    echo,
    who,
    refuse,
    refuse_oddly,
    die,
    fail,
    sleep,
    swallow,
    gorge,
    babble,
    flood,
    reach,
    lie,
)


if __name__ == "__main__":
    ANSWERS = os.dup(1)
    CWD, ENVIRONMENT = str(Path.cwd()), dict(os.environ)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    serve({work.__name__: work for work in WORK}, Limits(2**30, 60))
