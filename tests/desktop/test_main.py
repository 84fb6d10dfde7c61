"""`reverie` without Qt: which of window and command line is wanted, and when neither can be had."""

import subprocess
import sys
from pathlib import Path

import pytest

import desktop.__main__ as entry

ROOT = Path(__file__).parents[2]
BARE = {"PATH": "/usr/bin:/bin", "HOME": "/nonexistent"}


def start(*arguments, code=None, **environment):
    command = [sys.executable, *(["-c", code] if code else ["-m", "desktop"]), *arguments]
    return subprocess.run(
        command, cwd=ROOT, env={**BARE, **environment}, capture_output=True, text=True
    )


def refused(done):
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    return done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there always is a display")
def test_without_a_display_one_sentence_with_an_example():
    line = refused(start())
    assert 'sh packaging/run.sh generate --prompt "a swan" --output swan.png' in line


@pytest.mark.parametrize("arguments", [["genrate"], ["--magic"], ["a.png", "b.png"], ["\x1b[31m"]])
def test_what_is_neither_verb_nor_picture_is_refused(arguments):
    line = refused(start(*arguments, QT_QPA_PLATFORM="offscreen"))
    assert line[:-1].isprintable()


WATCH = """
import sys
import desktop.__main__
status = desktop.__main__.main(sys.argv[1:])
assert not [name for name in sys.modules if name.startswith(("PySide6", "torch"))], "heavy"
sys.exit(status)
"""


def test_a_verb_is_run_without_qt_and_without_a_display():
    done = start("models", "list", code=WATCH)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_refusal_imports_nothing_heavy():
    refused(start(code=WATCH))


@pytest.fixture
def window(monkeypatch):
    """What the window is opened with."""
    calls = []
    module = type(sys)("desktop.app")
    module.main = lambda **options: calls.append(options) or 0
    monkeypatch.setitem(sys.modules, "desktop.app", module)
    monkeypatch.setenv("DISPLAY", ":0")
    return calls


def test_the_window_opens(window):
    assert entry.main([]) == 0
    assert window == [{"picture": None, "timing_report": False}]


def test_a_picture_is_handed_to_the_window(window, tmp_path):
    (tmp_path / "swan.png").write_bytes(b"any file: the window says what is wrong with it")
    assert entry.main([str(tmp_path / "swan.png")]) == 0
    assert window == [{"picture": str(tmp_path / "swan.png"), "timing_report": False}]


def test_the_timing_report_is_asked_of_the_window(window):
    assert entry.main(["--timing-report"]) == 0
    assert window == [{"picture": None, "timing_report": True}]
