"""Prompt and negative prompt: counter, unknown words, plain text."""

import time

import pytest
from PySide6.QtCore import QMimeData, Qt

from core.contract.events import TokenCount
from desktop.panels.prompt_section import PromptSection

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def words(qtbot, state):
    made = PromptSection(state)
    qtbot.addWidget(made)
    made.show()
    return made


def marked(words):
    return [mark.cursor.selectedText() for mark in words.prompt.extraSelections()]


def test_unknown_words_are_underlined_and_told(words, state, qtbot):
    qtbot.keyClicks(words.prompt, "a blue dragon")
    assert state.prompt == "a blue dragon"
    assert words.strange.text() == "1 unknown word"
    assert "dragon" in words.strange.toolTip()
    assert "tiny" in words.strange.toolTip()
    assert marked(words) == ["dragon"]
    state.prompt = "a zebra, a dragon, a dragon"
    assert words.strange.text() == "2 unknown words"
    assert marked(words) == ["zebra", "dragon", "dragon"]
    state.prompt = "a swan"
    assert words.strange.isHidden()


def test_another_model_knows_other_words(words, state, models):
    state.prompt = "a dragon"
    assert marked(words) == ["dragon"]
    models.choose(models.models[-1].path)  # ships no list: nothing can be said
    assert marked(words) == []


def test_the_counter_turns_amber_beyond_what_is_read(words):
    words.show_count(TokenCount("j", 11, 75))
    assert words.counter.text() == "11 / 75"
    assert words.counter.property("role") == ""
    words.show_count(TokenCount("j", 80, 75))
    assert words.counter.property("role") == "warning"
    assert "left out" in words.counter.toolTip()


def test_ctrl_enter_in_either_field(words, qtbot):
    for field in (words.prompt, words.negative):
        with qtbot.waitSignal(words.confirmed):
            qtbot.keyClick(field, Qt.Key.Key_Return, CONTROL)
        assert field.toPlainText() == ""


def test_braces_in_words_do_no_harm(words, state):
    state.prompt = "{0} {zebra} %s"
    assert "zebra" in words.strange.toolTip()


def test_tags_are_words(words, state):
    data = QMimeData()
    data.setHtml("<b>x</b>")
    data.setText("<b>x</b><img src=x>")
    words.prompt.insertFromMimeData(data)
    assert words.prompt.toPlainText() == "<b>x</b><img src=x>"
    assert state.prompt == "<b>x</b><img src=x>"
    assert "<img" not in words.strange.toolTip()


def test_thirty_thousand_characters_are_taken_and_do_not_hold_up_the_window(words, state, qtbot):
    text = "zebra dragon " * 2308
    data = QMimeData()
    data.setText(text)
    began = time.process_time()
    words.prompt.insertFromMimeData(data)
    qtbot.keyClicks(words.prompt, "xyz")
    words.prompt.grab()
    assert time.process_time() - began < 3
    assert state.prompt == text + "xyz"
    assert words.strange.text() == "3 unknown words"


def test_the_negative_prompt_says_when_it_is_not_read(words, state):
    assert words.negative.isEnabled()
    state.guidance = 1.0
    assert not words.negative.isEnabled()
    assert "guidance 1" in words.negative.toolTip()
    state.guidance = None
    assert words.negative.isEnabled()
