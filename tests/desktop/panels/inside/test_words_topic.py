"""Which word where: both directions of pointing."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt

from core.contract.explain import ShowWords
from desktop.panels.inside.looks import Looks
from desktop.panels.inside.words_topic import WordsTopic


@pytest.fixture
def topic(qtbot, recorded):
    topic = WordsTopic(recorded, Looks())
    qtbot.addWidget(topic)
    topic.resize(900, 700)
    with qtbot.waitExposed(topic):
        topic.show()
    qtbot.waitUntil(lambda: bool(topic.chips))
    qtbot.waitUntil(lambda: topic.picture.image() is not None, timeout=10_000)
    return topic


def light(topic, x):
    shown = topic.picture.shown()
    return shown.pixelColor(round(x * (shown.width() - 1)), shown.height() // 2).blue()


def test_a_word_that_is_pointed_at_stays_bright_where_it_was_looked_up(topic):
    assert [chip.accessibleName() for chip in topic.chips] == ["a", "swan", "blue"]
    before = light(topic, 0.9)
    topic.chips[1].pointed.emit(True)
    assert light(topic, 0.05) == before
    assert light(topic, 0.95) == pytest.approx(before / 4, abs=2)
    topic.chips[1].pointed.emit(False)
    assert light(topic, 0.95) == before


def test_a_place_that_is_pointed_at_ranks_its_words(topic):
    topic.picture.hovered.emit(QPointF(0.1, 0.5))
    head, first, *_ = topic.ranking.text().splitlines()
    assert head == "At this place"
    assert first == "swan   83.3 %"
    topic.every.setChecked(True)
    assert topic.ranking.text().splitlines()[1] == "swan   30.0 %"
    topic.picture.hovered.emit(None)
    assert topic.ranking.text().startswith("In the whole picture")
    assert "all shares together: 1.00" in topic.foot.text()


def test_three_words_at_most_are_kept(qtbot, topic):
    topic.attempt.click()
    assert len(topic.chosen()) == 1
    for chip in topic.chips:
        if not chip.isChecked():
            qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    topic._pointed = None
    assert topic.chosen() == (0, 1, 2)


def test_text_layers_and_steps_are_chosen(qtbot, topic, instant):
    run = topic.run()
    assert topic.texts.count() == 2
    topic.texts.setCurrentIndex(1)
    topic.texts.value_changed.emit(1)
    topic.stages.setCurrentIndex(3)
    topic.stages.value_changed.emit("mid")
    topic.first.set_value(3)
    topic.first.value_changed.emit(3)
    assert topic.words._wanted == ShowWords(run.name, 1, 2, 3, ("mid",))
    qtbot.waitUntil(lambda: instant.questions(ShowWords)[-1] == topic.words._wanted)


def test_the_picture_is_saved_as_it_is_seen(qtbot, topic):
    topic.chips[2].pointed.emit(True)
    with qtbot.waitSignal(topic.save_asked) as told:
        topic.picture.menu_asked.emit(QPoint())
    assert told.args[2] == "words-blue"


def test_a_picture_that_one_comes_back_to_has_its_words(qtbot, topic, recorded):
    first = recorded.run.run
    topic.hide()
    with qtbot.waitSignal(recorded.run.run_changed):
        recorded.run.record(replace(first.request, seed=43))
    recorded.run.choose(first.name)
    topic.show()
    qtbot.waitUntil(lambda: topic.words.maps is not None)
