"""A topic about a recorded picture."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from desktop.panels.inside.looks import Looks
from desktop.panels.inside.run_topic import RunTopic


@pytest.fixture
def make(qtbot):
    def make(states):
        topic = RunTopic(states, Looks(), "Film", "Some words.", "Go")
        topic.body.addWidget(topic.steps)
        topic.attend()
        qtbot.addWidget(topic)
        topic.resize(800, 500)
        topic.show()
        return topic

    return make


def test_without_a_picture_it_says_how_to_come_by_one(qtbot, make, inside, tmp_path):
    topic = make(inside)
    assert topic.empty.isVisible()
    assert topic.entry() is topic.empty.draw
    assert not topic.empty.newest.isEnabled()
    inside.results.add(tmp_path / "a.png")
    with qtbot.waitSignal(topic.look_asked) as told:
        topic.empty.newest.click()
    assert told.args == [str(tmp_path / "a.png")]
    with qtbot.waitSignal(topic.pick_asked) as told:
        topic.empty.open.click()
    with qtbot.waitSignal(topic.look_asked) as looked:
        told.args[0]("/b.png")
    assert looked.args == ["/b.png"]


def test_keys_go_from_step_to_step_and_play(qtbot, make, recorded):
    topic = make(recorded)
    assert topic.steps.isVisible()
    assert topic.runs.currentText() == "a swan, blue · seed 42"
    qtbot.keyClick(topic, Qt.Key.Key_Left)
    assert recorded.run.step == 2
    qtbot.keyClick(topic, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: recorded.run.step == 3)
    qtbot.waitUntil(lambda: topic.steps.play.accessibleName() == "Play")
    qtbot.keyClick(topic, Qt.Key.Key_Space)
    assert recorded.run.step == 0
    qtbot.keyClick(topic, Qt.Key.Key_Space)
    assert topic.steps.play.accessibleName() == "Play"
    topic.steps.chosen.emit(1)
    assert (topic.step(), recorded.run.step) == (1, 1)


def test_while_one_is_recorded_it_can_be_stopped(make, inside, instant, recorded):
    topic = make(recorded)
    instant.patient = True
    recorded.run.record(recorded.run.run.request)
    assert topic.running.text() == "Recording a picture"
    topic.stop.click()
    assert topic.running.text() == ""


def test_a_dropped_picture_is_looked_into(qtbot, make, inside, tmp_path):
    topic = make(inside)
    (tmp_path / "a.png").write_bytes(b"x")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.png"))])
    where, left, none = QPointF(5, 5), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.MoveAction, mime, left, none)
    topic.dragEnterEvent(entered)
    assert entered.isAccepted()
    with qtbot.waitSignal(topic.look_asked) as told:
        topic.dropEvent(QDropEvent(where, Qt.DropAction.MoveAction, mime, left, none))
    assert told.args == [str(tmp_path / "a.png")]
