"""Words and pictures."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from core.contract.explain import CompareAll
from desktop.panels.inside.compare_topic import CompareTopic
from desktop.panels.inside.looks import Looks


@pytest.fixture
def topic(qtbot, inside):
    topic = CompareTopic(inside, Looks())
    qtbot.addWidget(topic)
    topic.resize(1000, 700)
    with qtbot.waitExposed(topic):
        topic.show()
    return topic


def test_without_pictures_three_are_drawn_and_compared(qtbot, topic, instant):
    topic.attempt.click()
    qtbot.waitUntil(lambda: topic.compare.found is not None)
    (question,) = instant.questions(CompareAll)
    assert len(question.pictures) == 3
    assert question.texts[0] == "a graceful swan"
    assert topic.matrix.text(0, 0) == "0.10"
    topic.way.button("across").click()
    assert topic.matrix.text(0, 0) == "33.3 %"
    assert "each row sums" in topic.meaning.text()
    assert "temperature 0.0100" in topic.foot.text()
    assert "explain 38 %" in topic.map_says.text()
    assert {point.name for point in topic.map.points()} >= {"swan", "teddy"}
    topic.kind.button("context").click()


def test_pictures_and_texts_are_ones_own(qtbot, topic, instant, tmp_path):
    picks = []
    topic.pick_asked.connect(picks.append)
    topic.add.click()
    picks[0](str(tmp_path / "a.png"))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / f"{n}.png")) for n in "abc"])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    event = QDropEvent(QPointF(5, 5), copy, mime, left, Qt.KeyboardModifier.NoModifier)
    topic.dropEvent(event)
    assert len(topic.pictures) == 3
    topic.texts.setPlainText(" a fox \n\na fox\nan owl")
    topic.attempt.click()
    qtbot.waitUntil(lambda: topic.compare.found is not None)
    assert instant.questions(CompareAll)[0].texts == ("a fox", "an owl")
    topic.clear.click()
    assert (topic.pictures, topic.compare.found) == ([], None)


def test_where_the_model_reads_no_pictures_it_says_which_file_would(
    qtbot, topic, instant, tmp_path
):
    topic._model = "none"
    for name in "ab":
        topic.add_picture(str(tmp_path / f"{name}.png"))
    topic.attempt.click()
    qtbot.waitUntil(lambda: topic.missing.isVisible())
    assert "config.json, model.safetensors from owner/clip" in topic.missing.text()
    assert topic.compare.tokens is not None
    asked = []
    topic.folder_asked.connect(asked.append)
    topic.folder.click()
    asked[0]("/clip")
    qtbot.waitUntil(lambda: topic.compare.found is not None)
    assert not topic.missing.isVisible()
    assert instant.questions(CompareAll)[-1].clip == "/clip"
    topic.starter.click()
    assert instant.questions(CompareAll)[-1].model == "starter"


def test_what_was_recorded_is_the_first_picture(qtbot, recorded):
    topic = CompareTopic(recorded, Looks())
    qtbot.addWidget(topic)
    topic.show()
    assert topic.pictures == [recorded.run.run.picture]


def test_numbers_of_other_pictures_are_not_shown(topic, instant):
    instant.patient = True
    for name in ("/a.png", "/b.png"):
        topic.add_picture(name)
    topic.attempt.click()
    assert instant.waiting
    topic.add_picture("/c.png")
    while instant.waiting:
        instant.answer()
    assert topic.compare.found is None
