"""Prompt and negative prompt: counter, unknown words, plain text."""

import time

import pytest
from PySide6.QtCore import QMimeData, Qt

from core.contract.drawing_events import TokenCount
from core.files import folders
from core.files.catalogue import addition_folders
from desktop.panels import prompt_section
from desktop.panels.prompt_section import PromptSection
from desktop.state.lora_choice import LoraChoice
from tests.support.coloured import coloured

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def words(qtbot, state):
    made = PromptSection(state)
    qtbot.addWidget(made)
    made.show()
    return made


def marked(words):
    """The words with a dotted line."""
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


def test_what_a_lora_was_taught_with_is_no_unknown_word(words, state, monkeypatch):
    monkeypatch.setattr(prompt_section, "taught_words", lambda loras: ("sks dragon",) * bool(loras))
    state.prompt = "a sks dragon, a zebra"
    assert marked(words) == ["sks", "dragon", "zebra"]
    state.loras = (LoraChoice("/a/sks.safetensors"),)
    assert marked(words) == ["zebra"]


def test_another_model_knows_other_words(words, state, models):
    state.prompt = "a dragon"
    assert marked(words) == ["dragon"]
    models.choose(models.models[-1].path)  # ships no list: nothing can be said
    assert marked(words) == []


def test_the_counter_turns_amber_beyond_what_is_read(words):
    words.show_count(TokenCount("j", 11, 75))
    assert words.counter.text() == "11 / 75"
    assert words.counter.property("role") == ""
    words.show_count(TokenCount("j", 80, 150))
    assert words.counter.text() == "80 / 150"
    assert words.counter.property("role") == "warning"
    assert "2 groups" in words.counter.toolTip()


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


def test_syntax_has_a_colour_and_is_no_unknown_word(words, state):
    state.prompt = "😀 (dragon:1.2) AND <lora:zebra:1> __kiwi__ # a llama"
    assert marked(words) == ["dragon"]
    assert [text for text, _ in coloured(words.prompt.document())] == [
        "(", ":1.2", ")", "AND", "<lora:zebra:1>", "__kiwi__", "# a llama",
    ]  # fmt: skip
    state.plain_prompt = True
    assert "lora" in marked(words)
    assert coloured(words.prompt.document()) == []


def test_keys_weigh_words_only_where_weights_mean_something(words, state, qtbot):
    qtbot.keyClicks(words.prompt, "a swan")
    qtbot.keyClick(words.prompt, Qt.Key.Key_Up, CONTROL)
    assert state.prompt == "a (swan:1.1)"
    state.plain_prompt = True
    qtbot.keyClick(words.prompt, Qt.Key.Key_Up, CONTROL)
    assert state.prompt == "a (swan:1.1)"


def test_alt_up_brings_back_what_was_drawn_and_alt_down_the_draft(words, state, qtbot):
    alt = Qt.KeyboardModifier.AltModifier
    for prompt, negative in (("a swan", ""), ("a goose", "blurry")):
        state.prompt, state.negative = prompt, negative
        words.remember()
    state.prompt, state.negative = "a draft", "x"
    seen = []
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Down):
        qtbot.keyClick(words.prompt, key, alt)
        seen.append((state.prompt, state.negative))
    older = [("a goose", "blurry"), ("a swan", "")]
    assert seen == [*older, older[1], older[0], ("a draft", "x")]
    words.prompt.undo()
    assert state.prompt == "a goose"


def test_completion_offers_what_the_model_knows(words, state, qtbot):
    words.prompt.setFocus()
    qtbot.keyClicks(words.prompt, "a sw")
    assert words.prompt.completer_list.names() == ["swan"]
    popup = words.prompt.completer_list.popup()
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert state.prompt == "a swan"
    assert words.prompt.completer_list.names() == []


def test_completion_offers_files_by_name(words, state, qtbot):
    lists = folders.wildcards()
    lists.mkdir(parents=True)
    (lists / "animal.txt").write_text("swan")
    loras = addition_folders.loras()
    loras.mkdir(parents=True)
    (loras / "ink.safetensors").write_bytes(b"")
    with qtbot.waitSignal(words.completions.changed):
        words.prompt.setFocus()
        words.completions.look()
    for typed, offered, written in (
        ("<lora:i", ["ink"], "<lora:ink:1>"),
        ("__a", ["animal"], "__animal__"),
    ):
        state.prompt = ""
        qtbot.keyClicks(words.prompt, typed)
        assert words.prompt.completer_list.names() == offered
        popup = words.prompt.completer_list.popup()
        qtbot.keyClick(popup, Qt.Key.Key_Down)
        qtbot.keyClick(popup, Qt.Key.Key_Tab)
        assert state.prompt == written
