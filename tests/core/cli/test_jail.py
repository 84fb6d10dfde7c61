"""The jailed process as it is really started: from `python -m core` and from a frozen build's program."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from core.cli.jail import USAGE, main
from core.files.commands import jail_command
from core.jail.process import JailedProcess, Question

ROOT = Path(__file__).parents[3]


def png() -> io.BytesIO:
    buffer = io.BytesIO()
    Image.new("RGB", (6, 4)).save(buffer, "PNG")
    return buffer


def test_its_command_starts_it() -> None:
    command = jail_command("pictures")
    assert command.words()[1:] == ["-m", "core", "jail", "pictures"]
    process = JailedProcess(command.words(), command.environment)
    try:
        answer = process.ask(Question("size", {}, 20.0), png(), "a.png")
    finally:
        process.close()
    assert answer.data == {"width": 6, "height": 4}


def test_no_such_program() -> None:
    assert main(["poems"]) == main([]) == USAGE
