"""The command lines of our own processes, from source and frozen."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.files.commands import (
    Command,
    engine_command,
    fetcher_command,
    jail_command,
    models_command,
    photos_command,
    window_command,
)

ROOT = str(Path(__file__).parents[3])


def test_from_source() -> None:
    assert engine_command().words() == [sys.executable, "-m", "core", "engine"]
    assert fetcher_command().words() == [sys.executable, "-m", "core", "fetcher"]
    assert window_command("--quit").words() == [sys.executable, "-m", "desktop", "--quit"]


def test_frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    programs = Path(sys.executable).parent
    assert engine_command().words() == [str(programs / "reverie-engine"), "engine"]
    assert jail_command("pictures").words() == [
        str(programs / "reverie-engine"),
        "jail",
        "pictures",
    ]
    assert window_command().words() == [str(programs / "reverie")]


def test_a_frozen_program_is_no_part_of_the_one_that_starts_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """PyInstaller then looks for its own libraries again, which a clean system has not."""
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    for command in (engine_command(), jail_command("pictures"), window_command()):
        assert command.environment == {"PYINSTALLER_RESET_ENVIRONMENT": "1"}


def test_whoever_looks_at_photos_keeps_to_one_thread() -> None:
    command = photos_command()
    assert command.environment["OPENBLAS_NUM_THREADS"] == "1"
    assert command.environment.keys() > engine_command().environment.keys()


def test_our_packages_come_first_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(["/other", ROOT]))
    command = engine_command()
    assert command.environment["PYTHONPATH"] == os.pathsep.join([ROOT, "/other"])
    assert command.whole_environment()["PATH"] == os.environ["PATH"]


def test_it_finds_the_packages_from_anywhere(tmp_path: Path) -> None:
    command = Command(
        sys.executable,
        ("-c", "import core.files.commands as c; print(c.__file__)"),
        engine_command().environment,
    )
    shown = subprocess.run(
        command.words(),
        env=command.whole_environment(),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert shown.stdout.startswith(ROOT)


def test_nothing_in_the_working_folder_is_imported(tmp_path: Path) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('a stranger ran')")
    (tmp_path / "core").mkdir()
    (tmp_path / "core/__init__.py").touch()
    command = models_command("folders", "list")
    home = {"REVERIE_HOME": str(tmp_path / "home")}
    done = subprocess.run(
        command.words(),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env=command.whole_environment() | home,
        check=False,
    )
    assert done.returncode == 0, done.stderr
