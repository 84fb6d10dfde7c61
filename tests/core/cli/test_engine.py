"""`reverie engine` is there for the window and in no help text."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from core.files.commands import engine_command

ROOT = Path(__file__).resolve().parents[3]


def test_no_help_lists_it():
    done = subprocess.run(
        [sys.executable, "-m", "core", "--help"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=30,
        check=True,
    )
    assert "engine" not in done.stdout.split()


def test_the_command_starts_an_engine_that_ends_with_its_stdin(tmp_path):
    done = subprocess.run(
        engine_command().words(),
        input="",
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0
    types = [json.loads(line)["type"] for line in done.stdout.splitlines()]
    assert set(types) <= {"EngineReady"}
