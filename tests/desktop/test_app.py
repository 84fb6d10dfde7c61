"""The start of the program, as its own process on the scripted engine."""

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop import app
from desktop import settings as keys
from desktop.settings import Settings

ROOT = Path(__file__).parents[2]
START = """
import json, sys
from core.files.commands import Command
from desktop import app
from desktop.engine.client import EngineClient
fake = Command(sys.executable, ("tests/support/fake_engine.py",))
app.EngineClient = lambda parent: EngineClient(fake, parent)
status = app.main(timing_report=True)
assert not {"torch", "transformers"} & set(sys.modules)
sys.exit(status)
"""


@pytest.fixture
def start(tmp_path):
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "REVERIE_HOME": str(tmp_path / "home"),
    }

    def run() -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, "-W", "error", "-c", START],
            cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60,
        )  # fmt: skip

    return run


def test_the_window_opens_draws_and_closes_by_itself(start, tmp_path, record_property):
    done = start()
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    report = json.loads(done.stdout)
    assert 0 < report["window_seconds"] <= report["first_picture_seconds"]
    record_property("window_seconds", report["window_seconds"])
    assert (tmp_path / "home/config/desktop.ini").is_file()
    assert start().returncode == 0


@pytest.mark.parametrize(
    ("stored", "scheme"), [("dark", "dark"), ("light", "light"), ("purple", "system")]
)
def test_the_scheme_of_the_settings(tmp_path, stored, scheme):
    settings = Settings(tmp_path / "a.ini")
    settings.put(keys.SCHEME, stored)
    assert app.chosen_scheme(settings) == scheme


def test_names_and_style(qapp):
    app.prepare(qapp)
    assert QApplication.applicationDisplayName() == "Reverie"
    assert QApplication.applicationVersion()
    assert QApplication.style().name() == "fusion"


def test_no_decoder_is_still_starting_when_the_program_ends(qapp, monkeypatch):
    steps, begun = [], threading.Event()

    def warm():
        begun.set()
        time.sleep(0.1)
        steps.append("warm")

    monkeypatch.setattr(app.jailed_pictures, "warm", warm)
    app.warm_decoder()
    assert begun.wait(20)
    app.end_workers()
    assert steps == ["warm"]
