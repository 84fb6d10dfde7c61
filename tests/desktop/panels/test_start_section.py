"""Start from: words or picture, why, and how much may change."""

import pytest
from PySide6.QtCore import Qt

from desktop.panels.start_section import StartSection

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def start(qtbot, state):
    made = StartSection(state)
    qtbot.addWidget(made)
    made.resize(344, 200)
    made.show()
    return made


def test_without_a_picture_there_are_only_words(start):
    assert start.choice.value() == "words"
    assert not start.choice.button("picture").isEnabled()
    assert "no picture" in start.choice.button("picture").toolTip()
    assert start.strength.isHidden()


def test_a_picture_turns_it_and_says_why(start, state):
    state.picture_arrived((64, 64), "drop")
    assert start.choice.value() == "picture"
    assert start.reason.text() == "because you dropped a picture"
    assert not start.strength.isHidden()
    assert "Runs 12 of the 20 steps" in start.strength.slider.toolTip()


def test_a_click_wins_and_takes_the_reason_away(start, state, qtbot):
    state.picture_arrived((64, 64), "paste")
    qtbot.mouseClick(start.choice.button("words"), LEFT)
    assert state.start_from == "words"
    assert start.reason.text() == ""
    assert start.strength.isHidden()
    qtbot.mouseClick(start.choice.button("picture"), LEFT)
    assert state.start_from == "picture"


def test_an_emptied_canvas_turns_it_back(start, state):
    state.picture_arrived((64, 64), "open")
    state.picture_left()
    assert start.choice.value() == "words"
    assert start.reason.text() == "because the canvas is empty"
    assert not start.choice.button("picture").isEnabled()


def test_strength_is_in_per_cent(start, state, qtbot):
    state.picture_arrived((64, 64), "drop")
    assert start.strength.field.text() == "60 %"
    start.strength.slider.setValue(25)
    assert state.strength == 0.25
    assert "Runs 5 of the 20 steps" in start.strength.slider.toolTip()
    start.strength.field.selectAll()
    qtbot.keyClicks(start.strength.field, "250")
    qtbot.keyClick(start.strength.field, Qt.Key.Key_Return)
    assert state.strength == 1.0
