"""The process that looks at photos, seen from the window: answers, deaths, and rest."""

import sys

import pytest

from core.contract.errors import ReaderStopped
from core.files.commands import Command
from desktop.engine.photo_checker import PhotoChecker

ANSWER = """
import json, pathlib, sys
from core.files.photos.report import PhotoReport, to_line
for line in sys.stdin:
    asked = json.loads(line)
    place = pathlib.Path(asked["path"])
    if place.name.startswith("deadly") or (place.exists() and place.unlink() is None):
        sys.exit(9)
    print("nonsense" if place.name == "odd" else to_line(PhotoReport(place, 0, (asked["aim"], 1))), flush=True)
"""


@pytest.fixture
def checker(qtbot):
    result = PhotoChecker(Command(sys.executable, ("-c", ANSWER)))
    yield result
    result.stop()


def asked(qtbot, checker, path):
    with qtbot.waitSignal(checker.checked, timeout=10_000) as told:
        checker.ask(str(path), 0, 64)
    assert not checker.busy
    return told.args[0]


def test_one_process_answers_one_after_another(qtbot, checker):
    assert asked(qtbot, checker, "/p/ä.jpg").size == (64, 1)
    first = checker._helper
    assert asked(qtbot, checker, "/p/b.jpg").path.name == "b.jpg"
    assert checker._helper is first


def test_a_process_that_dies_is_asked_once_more(qtbot, checker, tmp_path):
    (tmp_path / "once.jpg").touch()
    assert asked(qtbot, checker, tmp_path / "once.jpg").usable


def test_a_photo_that_kills_it_twice_cannot_be_read_and_the_next_one_can(qtbot, checker):
    report = asked(qtbot, checker, "/p/deadly.jpg")
    assert isinstance(report.problem, ReaderStopped)
    assert report.findings[0].code == "unreadable"
    assert asked(qtbot, checker, "/p/good.jpg").usable


def test_a_program_that_is_not_there_leaves_photos_unread(qtbot):
    assert not asked(qtbot, PhotoChecker(Command("/no/such/program", ())), "/p/a.jpg").usable


def test_after_stop_nothing_is_told(qtbot, checker):
    with qtbot.assertNotEmitted(checker.checked, wait=100):
        checker.ask("/p/a.jpg", 0, 64)
        checker.stop()
    assert not checker.busy


def test_while_nothing_is_asked_the_process_goes(qtbot, checker):
    checker._rest.setInterval(10)
    asked(qtbot, checker, "/p/a.jpg")
    qtbot.waitUntil(lambda: checker._helper is None, timeout=5000)
    assert asked(qtbot, checker, "/p/b.jpg").usable
