"""One of a few choices."""

import pytest
from PySide6.QtCore import Qt

from desktop.widgets.segmented import Segmented


@pytest.fixture
def choice(qtbot):
    made = Segmented((("words", "Words"), ("picture", "Picture"), ("part", "Part")))
    qtbot.addWidget(made)
    made.show()
    made.told = []
    made.value_changed.connect(made.told.append)
    return made


def test_a_click_chooses(choice, qtbot):
    qtbot.mouseClick(choice.button("picture"), Qt.MouseButton.LeftButton)
    assert choice.told == ["picture"]
    assert choice.value() == "picture"
    assert not choice.button("words").isChecked()


def test_showing_says_nothing(choice):
    choice.set_value("part")
    assert choice.value() == "part"
    assert choice.told == []


def test_impossible_ones_say_why(choice, qtbot):
    choice.set_possible("picture", False, "There is no picture.")
    qtbot.mouseClick(choice.button("picture"), Qt.MouseButton.LeftButton)
    assert choice.value() == "words"
    assert choice.button("picture").accessibleDescription() == "There is no picture."


def test_arrows_move_and_stop_at_what_cannot_be(choice, qtbot):
    choice.button("words").setFocus()
    qtbot.keyClick(choice, Qt.Key.Key_Right)
    assert choice.told == ["picture"]
    choice.set_possible("part", False, "")
    qtbot.keyClick(choice, Qt.Key.Key_Right)
    assert choice.value() == "picture"


def test_a_segment_keeps_its_width_when_chosen(choice, qtbot):
    before = choice.button("part").width()
    choice.set_value("part")
    assert choice.button("part").width() == before
