"""News from folders, once and after they have become quiet."""

import pytest
from PySide6.QtCore import QTimer

from desktop.state import folder_watch
from desktop.state.folder_watch import FolderWatch


@pytest.fixture
def watch(qapp):
    return FolderWatch(quiet_ms=60)


def test_many_changes_are_one_piece_of_news(qtbot, watch, tmp_path):
    watch.watch([str(tmp_path), "/nowhere/at/all", ""])
    heard = []
    watch.changed.connect(lambda: heard.append(1))
    with qtbot.waitSignal(watch.changed, timeout=5000):
        for number in range(20):
            (tmp_path / f"{number}").touch()
    qtbot.wait(150)
    assert len(heard) == 1


def test_only_what_is_watched_now_is_news(watch, tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    two.mkdir()
    watch.watch([str(one)])
    watch.watch([str(two)])
    assert watch.watched() == [str(two)]
    watch.watch([])
    assert watch.watched() == []


def test_near_a_place_that_is_away_only_its_coming_is_news(qtbot, watch, tmp_path):
    watch.watch([], [str(tmp_path / "usb/models")])
    assert watch.watched() == [str(tmp_path)]
    with qtbot.assertNotEmitted(watch.changed, wait=200):
        (tmp_path / "something else").touch()
    with qtbot.waitSignal(watch.changed, timeout=5000):
        (tmp_path / "usb/models").mkdir(parents=True)


def test_what_never_becomes_quiet_is_news_all_the_same(qtbot, qapp, monkeypatch):
    monkeypatch.setattr(folder_watch, "LONGEST_MS", 100)
    watch, changes = FolderWatch(quiet_ms=500), QTimer(interval=20)
    watch.watch(["/copied"])
    changes.timeout.connect(lambda: watch._heard("/copied"))
    with qtbot.waitSignal(watch.changed, timeout=5000):
        changes.start()
    changes.stop()
