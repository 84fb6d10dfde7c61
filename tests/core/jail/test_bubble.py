"""The command line for bubblewrap: nothing of the person's home, everything that Python needs."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from core.jail import bubble


@pytest.fixture(autouse=True)
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    program = tmp_path / bubble.PROGRAM
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(bubble, "chances", bubble.LATE_STARTS)
    monkeypatch.setattr(sys, "platform", "linux")
    return program


def shown(words: list[str]) -> list[str]:
    """The folders that can be seen inside."""
    return [words[at + 1] for at, word in enumerate(words) if word == "--ro-bind"]


def test_the_command_comes_last(installed: Path) -> None:
    words = bubble.wrapped([sys.executable, "-m", "core"], {})
    assert words is not None
    assert words[0] == str(installed)
    assert words[words.index("--") + 1 :] == [sys.executable, "-m", "core"]
    assert {"--unshare-all", "--cap-drop"} <= set(words)
    assert not {"--bind", "--dev-bind", "--share-net"} & set(words)


def test_what_is_seen(tmp_path: Path) -> None:
    packages = tmp_path / "packages"
    packages.mkdir()
    words = bubble.wrapped([sys.executable], {"PYTHONPATH": f"{packages}{os.pathsep}/no/such"})
    seen = shown(words or [])
    assert str(packages) in seen
    assert "/no/such" not in seen
    assert any(sys.prefix.startswith(folder) for folder in seen)
    assert any(os.path.realpath(sys.executable).startswith(folder) for folder in seen)
    assert not {"/", "/home", "/root", "/etc", "/tmp", str(Path.home())} & set(seen)


def test_each_folder_once_and_none_in_another() -> None:
    seen = shown(bubble.wrapped([sys.executable], {"PYTHONPATH": "/usr/lib:/usr"}) or [])
    assert len(seen) == len(set(seen))
    assert not [a for a in seen for b in seen if a != b and a.startswith(b + "/")]


def test_where_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bubble, "chances", 0)
    assert bubble.wrapped([sys.executable], {}) is None
    monkeypatch.setattr(bubble, "chances", bubble.LATE_STARTS)
    monkeypatch.setattr(sys, "platform", "darwin")
    assert bubble.wrapped([sys.executable], {}) is None
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("PATH", "/no/such")
    assert bubble.wrapped([sys.executable], {}) is None


def test_late_starts_cost_a_chance_and_others_all() -> None:
    for _ in range(bubble.LATE_STARTS):
        assert bubble.wrapped([sys.executable], {})
        bubble.failed(late=True)
    assert bubble.wrapped([sys.executable], {}) is None
    bubble.chances = bubble.LATE_STARTS
    bubble.failed(late=False)
    assert bubble.wrapped([sys.executable], {}) is None
