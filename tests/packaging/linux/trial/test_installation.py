"""A trial of a program that is a shell script."""

import sys
from pathlib import Path

import pytest

SCRIPT = """#!/bin/sh
case "$1" in
    say) echo "$HOME" ;;
    fail) echo "It cannot be done." >&2; exit 2 ;;
    break) echo "Traceback (most recent call last)" >&2; exit 2 ;;
esac
"""


@pytest.fixture
def trial(building, tmp_path):
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in ("reverie", "reverie-engine"):
        (programs / name).write_text(SCRIPT)
        (programs / name).chmod(0o755)
    return building("linux.trial.installation").Trial.begin(tmp_path, programs)


def test_the_home_is_empty_and_its_name_not_ascii(trial):
    assert list(trial.home.iterdir()) == []
    assert not trial.home.name.isascii()
    assert trial.reverie("say").strip() == str(trial.home)


def test_no_python_is_on_the_path(trial):
    tools = {path.name for path in Path(trial.environment["PATH"]).iterdir()}
    assert {"reverie", "reverie-engine"} <= tools <= {"reverie", "reverie-engine", "bwrap"}
    assert Path(sys.executable).name not in tools


def test_what_a_command_says_is_told_where_it_must_fail(trial):
    assert trial.reverie("fail", expected=2) == "It cannot be done."
    with pytest.raises(AssertionError, match="cannot be done"):
        trial.reverie("fail")


def test_a_traceback_is_never_right(trial):
    with pytest.raises(AssertionError, match="Traceback"):
        trial.reverie("break", expected=2)
