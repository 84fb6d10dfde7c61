"""`reverie doctor`: what it tells, and how it starts the window to time it."""

import json
import sys

import pytest

from core.cli import doctor
from core.files.commands import Command


@pytest.fixture
def window(monkeypatch):
    """A function: Python code → what stands in for the window."""

    def replace(code):
        monkeypatch.setattr(
            doctor, "window_command", lambda flag: Command(sys.executable, ("-c", code, flag))
        )

    return replace


def test_it_tells_machine_folders_and_plan(run, tmp_path):
    report = json.loads(run("doctor", "--json").out)
    assert report["devices"][-1]["kind"] == "cpu"
    assert report["runs"]["device"] == report["devices"][0]["kind"]
    assert report["packages"]["torch"]
    assert report["processor"]["memory_bytes"] > report["processor"]["memory_free_bytes"] > 0
    pictures = report["folders"]["pictures"]
    assert pictures["path"] == str(tmp_path / "home" / "pictures")
    assert pictures["writable"]
    assert "timing" not in report
    assert not (tmp_path / "home").exists()  # it looks, it makes nothing


def test_it_tells_whether_a_picture_fits(run, tiny_model_folder):
    picture = json.loads(run("doctor", "--json", "--model", str(tiny_model_folder)).out)["picture"]
    assert (picture["model"], picture["width"], picture["fits"]) == ("tiny", 32, True)
    assert 0 < picture["needed"] < picture["free"]
    text = run("doctor", "--model", str(tiny_model_folder)).out
    assert "32 × 32 with tiny on" in text
    assert "fits: " in text


def test_a_model_that_is_not_there_is_told(run):
    assert run("doctor", "--model", "nowhere").status == 2


def test_people_get_lines(run, window):
    window("print('{\"window_ms\": 512}')")
    text = run("doctor", "--timing").out
    assert "draws on" in text
    assert "timing window_ms" in text
    assert all(line.isprintable() for line in text.splitlines())


def test_people_read_the_times_as_sentences(run, window):
    window('print(\'{"window_seconds": 0.512, "warm_picture_seconds": null}\')')
    lines = run("doctor", "--timing").out.splitlines()
    assert any(line.split("  ")[0] == "window usable after" for line in lines)
    assert next(line for line in lines if "window usable" in line).endswith("  0.51 s")
    assert next(line for line in lines if "20 steps" in line).endswith("not reached")


@pytest.mark.parametrize(("display", "platform"), [("", "offscreen"), (":0", None)])
def test_the_window_is_hidden_where_there_is_no_display(window, monkeypatch, display, platform):
    for name in doctor.DISPLAYS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DISPLAY", display)
    window(
        "import json, os, sys;"
        "print(json.dumps([os.environ.get('QT_QPA_PLATFORM'), sys.argv[1]]).join(['{\"x\":', '}']))"
    )
    assert doctor.window_times() == {"x": [platform, "--timing-report"]}


@pytest.mark.parametrize(
    "code", ["", "print('hello')", "print([1])", "import sys; sys.exit('no Qt')"]
)
def test_a_window_that_reports_nothing_is_told(run, window, code):
    window(code)
    outcome = run("doctor", "--timing")
    assert (outcome.status, outcome.out) == (1, "")
    assert outcome.err.count("\n") == 1
    assert ("no Qt" in outcome.err) is ("no Qt" in code)
