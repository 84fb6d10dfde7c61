"""The words' field: keys, marks, pastes."""

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import (
    QAction,
    QColor,
    QGuiApplication,
    QImage,
    QKeySequence,
    QTextCharFormat,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from core.prompt.spans import spans
from desktop.widgets.prompt_edit import Mark, PromptEdit
from tests.support.coloured import coloured

DOTS = QTextCharFormat.UnderlineStyle.DotLine


@pytest.fixture
def edit(qtbot):
    made = PromptEdit(3)
    qtbot.addWidget(made)
    made.show()
    made.told = []
    made.value_changed.connect(made.told.append)
    return made


def test_writing_is_told_showing_is_not(edit, qtbot):
    edit.set_value("a ")
    assert edit.told == []
    qtbot.keyClicks(edit, "swan")
    assert edit.told[-1] == "a swan"


def test_shown_words_can_be_undone(edit, qtbot):
    qtbot.keyClicks(edit, "mine")
    edit.set_value("an example")
    edit.undo()
    assert edit.toPlainText() == "mine"


def test_control_enter_confirms_and_writes_nothing(edit, qtbot):
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        with qtbot.waitSignal(edit.confirmed):
            qtbot.keyClick(edit, key, Qt.KeyboardModifier.ControlModifier)
    assert edit.toPlainText() == ""
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert edit.toPlainText() == "\n"


def test_tab_leaves_the_field(qtbot):
    host = QWidget()
    qtbot.addWidget(host)
    column = QVBoxLayout(host)
    edit, after = PromptEdit(2), QLineEdit()
    column.addWidget(edit)
    column.addWidget(after)
    host.show()
    host.activateWindow()
    edit.setFocus()
    qtbot.waitUntil(edit.hasFocus)
    qtbot.keyClick(edit, Qt.Key.Key_Tab)
    assert after.hasFocus()
    assert edit.toPlainText() == ""


@pytest.mark.parametrize(
    ("text", "caret", "then"),
    [
        ("a fox", 5, "a fox ink"),
        ("a fox,", 6, "a fox, ink"),
        ("a fox ", 6, "a fox ink"),
        ("fox", 0, "ink fox"),
        ("(fox)", 1, "(ink fox)"),
        ("", 0, "ink"),
        ("🐕 swan lake", 7, "🐕 swan ink lake"),  # the caret counts in Qt's units
    ],
)
def test_a_word_that_is_put_in_does_not_touch_its_neighbours(edit, text, caret, then):
    edit.setPlainText(text)
    cursor = edit.textCursor()
    cursor.setPosition(caret)
    edit.setTextCursor(cursor)
    edit.insert_word("ink")
    assert edit.toPlainText() == then


def test_marks_are_dotted_and_found_by_place(edit):
    edit.set_value("a dragon")
    edit.set_marks([Mark(2, 8, "dragon")], "never seen “{0}”")
    (mark,) = edit.extraSelections()
    assert mark.format.underlineStyle() == DOTS
    assert mark.cursor.selectedText() == "dragon"
    assert edit.mark_at(4).word == "dragon"
    assert edit.mark_at(0) is None


def test_files_and_pictures_fall_through_text_does_not(edit):
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile("/tmp/a.png")])
    files.setText("/tmp/a.png")
    assert not edit.canInsertFromMimeData(files)
    text = QMimeData()
    text.setText("a swan")
    text.setHtml("<b>a swan</b>")
    edit.insertFromMimeData(text)
    assert edit.toPlainText() == "a swan"


@pytest.mark.parametrize(("text", "writes"), [("a swan", True), (None, False)])
def test_a_copied_picture_is_left_to_the_windows_own_paste(edit, qtbot, text, writes):
    pasted = []
    action = QAction(edit)
    action.setShortcut(QKeySequence("Ctrl+V"))
    action.triggered.connect(lambda: pasted.append(True))
    edit.addAction(action)
    clipboard = QGuiApplication.clipboard()
    if text is None:
        image = QImage(4, 4, QImage.Format.Format_RGB32)
        image.fill(QColor("red"))
        clipboard.setImage(image)
    else:
        clipboard.setText(text)
    edit.setFocus()
    QTest.keyClick(edit.window().windowHandle(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert edit.toPlainText() == (text or "")
    assert pasted == ([] if writes else [True])


def press(qtbot, edit, key, modifier):
    qtbot.keyClick(edit, key, getattr(Qt.KeyboardModifier, f"{modifier}Modifier"))


def test_a_weight_is_one_step_of_undo_and_keeps_its_selection(edit, qtbot):
    edit.set_value("a 😀 swan")
    for _ in range(2):
        press(qtbot, edit, Qt.Key.Key_Up, "Control")
    assert edit.told == ["a 😀 (swan:1.1)", "a 😀 (swan:1.2)"]
    assert edit.textCursor().selectedText() == "swan"
    edit.undo()
    assert edit.toPlainText() == "a 😀 (swan:1.1)"
    edit.undo()
    assert edit.toPlainText() == "a 😀 swan"
    edit.redo()
    press(qtbot, edit, Qt.Key.Key_Down, "Control")
    assert edit.toPlainText() == "a 😀 swan"


def test_alt_arrows_move_the_phrase(edit, qtbot):
    edit.set_value("a swan, 😀 oil, blue")
    press(qtbot, edit, Qt.Key.Key_Left, "Alt")
    assert edit.toPlainText() == "a swan, blue, 😀 oil"
    assert edit.textCursor().selectedText() == "blue"
    press(qtbot, edit, Qt.Key.Key_Right, "Alt")
    assert edit.toPlainText() == "a swan, 😀 oil, blue"


def test_alt_up_and_down_ask_for_other_words(edit, qtbot):
    asked = []
    edit.recall_asked.connect(asked.append)
    press(qtbot, edit, Qt.Key.Key_Up, "Alt")
    press(qtbot, edit, Qt.Key.Key_Down, "Alt")
    assert asked == [1, -1]


def test_syntax_is_coloured_and_text_stays_undoable(edit, qtbot):
    qtbot.keyClicks(edit, "b")
    edit.set_value("(b)")
    edit.set_marks((), "", spans("(b)"))
    assert [part for part, _ in coloured(edit.document())] == ["(", ")"]
    assert edit.told == ["b"]
    edit.undo()
    assert edit.toPlainText() == "b"
