"""The list under the caret: it comes when there is something to offer and takes no key unasked."""

import pytest
from PySide6.QtCore import Qt

from core.prompt.completion import word_offers
from desktop.widgets.prompt_edit import PromptEdit

KEY = Qt.Key


@pytest.fixture
def edit(qtbot):
    made = PromptEdit(3)
    qtbot.addWidget(made)
    made.completer_list.set_offers(word_offers(["swan", "sweater", "teddy bear"]))
    made.show()
    made.setFocus()
    return made


def test_it_comes_with_the_second_letter(edit, qtbot):
    qtbot.keyClicks(edit, "s")
    assert edit.completer_list.names() == []
    qtbot.keyClicks(edit, "w")
    assert edit.completer_list.names() == ["swan", "sweater"]
    qtbot.keyClicks(edit, "e")
    assert edit.completer_list.names() == ["sweater"]
    qtbot.keyClicks(edit, " ")
    assert not edit.completer_list.is_open()


def test_enter_is_a_new_line_until_a_row_is_chosen(edit, qtbot):
    qtbot.keyClicks(edit, "sw")
    qtbot.keyClick(edit.completer_list.popup(), KEY.Key_Return)
    assert edit.toPlainText() == "sw\n"
    qtbot.keyClicks(edit, "te")
    popup = edit.completer_list.popup()
    qtbot.keyClick(popup, KEY.Key_Down)
    qtbot.keyClick(popup, KEY.Key_Return)
    assert edit.toPlainText() == "sw\nteddy bear"
    edit.undo()
    assert edit.toPlainText() == "sw\nte"


def test_esc_takes_it_away_and_nothing_else(edit, qtbot):
    qtbot.keyClicks(edit, "sw")
    qtbot.keyClick(edit.completer_list.popup(), KEY.Key_Escape)
    assert not edit.completer_list.is_open()
    assert edit.toPlainText() == "sw"


def test_control_space_asks_for_all(edit, qtbot):
    qtbot.keyClick(edit, KEY.Key_Space, Qt.KeyboardModifier.ControlModifier)
    assert edit.completer_list.names() == ["swan", "sweater", "teddy bear"]
    assert edit.toPlainText() == ""


def test_shown_words_open_no_list(edit):
    edit.set_value("sw")
    assert not edit.completer_list.is_open()
