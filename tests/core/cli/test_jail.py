"""The jailed process as it is really started: from `python -m core` and from a frozen build's program."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from PIL import Image

from core.cli.jail import USAGE, main
from core.files.commands import jail_command
from core.jail.process import JailedProcess, Question

ROOT = Path(__file__).parents[3]


def png() -> io.BytesIO:
    buffer = io.BytesIO()
    Image.new("RGB", (6, 4)).save(buffer, "PNG")
    return buffer


@pytest.mark.parametrize("package", ["core", "desktop"])
def test_both_programs_start_it(package: str) -> None:
    words = [sys.executable, "-m", package, "jail", "pictures"]
    process = JailedProcess(words, {"PYTHONPATH": str(ROOT)})
    try:
        answer = process.ask(Question("size", {}, 20.0), png(), "a.png")
    finally:
        process.close()
    assert answer.data == {"width": 6, "height": 4}


def test_its_command_is_one_of_them() -> None:
    assert jail_command("pictures").words()[1:] == ["-m", "core", "jail", "pictures"]


def test_no_such_program() -> None:
    assert main(["poems"]) == main([]) == USAGE
