"""A picture to look at."""

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from desktop.panels.inside.picture_source import PictureSource


def test_the_newest_stands_there_until_something_better_comes(qtbot, inside, tmp_path):
    source = PictureSource(inside, "Another…")
    qtbot.addWidget(source)
    assert source.path() == ""
    assert not source.draw.isHidden()
    told = []
    source.changed.connect(told.append)
    inside.results.add(tmp_path / "a.png")
    assert source.draw.isHidden()
    picks = []
    source.pick_asked.connect(picks.append)
    source.choose.click()
    picks[0]("/own.png")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile("/dropped.png")])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    event = QDropEvent(QPointF(5, 5), copy, mime, left, Qt.KeyboardModifier.NoModifier)
    source.dropEvent(event)
    assert told == [str(tmp_path / "a.png"), "/own.png", "/dropped.png"]


def test_a_second_picture_is_always_chosen(qtbot, recorded):
    source = PictureSource(recorded, "Mix…", own=False)
    qtbot.addWidget(source)
    assert source.path() == ""
    assert PictureSource(recorded, "Another…").path() == recorded.run.run.picture
