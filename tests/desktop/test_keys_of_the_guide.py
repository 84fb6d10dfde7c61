"""Tab, Enter, Del and Esc do one thing each, in the order the guide gives, in the real window."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication

from desktop.pages import create_flow

KEY = Qt.Key


@pytest.fixture
def proposed(qtbot, open_window):
    """A window with a proposal over the frame and the keyboard on the canvas."""
    window = open_window(steps=3)
    window.states.generation.prompt = "a swan"
    with qtbot.waitSignal(window.flow.drawn, timeout=10_000):
        window.flow.generate()
    qtbot.waitUntil(lambda: not window.states.jobs.running)
    qtbot.waitUntil(lambda: window.page.canvas.proposal_path() != "")
    window.page.canvas.setFocus()
    return window


# --- Tab ------------------------------------------------------------------------------------------


def test_the_first_focus_is_the_prompt(open_window):
    window = open_window()
    assert window.focusWidget() is window.page.words.words.prompt


def test_tab_leaves_a_field_and_goes_down_the_panel(qtbot, open_window):
    window = open_window()
    words = window.page.words
    met = [window.focusWidget()]
    for _ in range(9):
        qtbot.keyClick(window.focusWidget(), KEY.Key_Tab)
        met.append(window.focusWidget())
    assert met[1] is words.words.negative
    assert met[2] is words.start.choice.button("words")
    assert words.numbers.guidance.field in met
    assert words.words.prompt.toPlainText() == words.words.negative.toPlainText() == ""
    words.words.negative.setFocus()
    qtbot.keyClick(words.words.negative, KEY.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert window.focusWidget() is words.words.prompt


def test_a_tapped_tab_leaves_the_canvas(qtbot, proposed):
    canvas = proposed.page.canvas
    qtbot.keyClick(canvas, KEY.Key_Tab)
    assert not canvas.hasFocus()


# --- Enter ----------------------------------------------------------------------------------------


def test_enter_on_the_canvas_keeps(qtbot, proposed):
    canvas = proposed.page.canvas
    path = canvas.proposal_path()
    with qtbot.waitSignal(canvas.kept, timeout=5000) as told:
        qtbot.keyClick(canvas, KEY.Key_Return)
    assert told.args == [path]
    assert canvas.picture() is not None
    qtbot.keyClick(canvas, KEY.Key_Return)  # nothing is proposed any more
    assert canvas.undo_stack.count() == 1


def test_enter_in_the_prompt_is_a_new_line_and_draws_only_with_ctrl(qtbot, proposed):
    prompt = proposed.page.words.words.prompt
    prompt.setFocus()
    prompt.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClick(prompt, KEY.Key_Return)
    assert prompt.toPlainText() == "a swan\n"
    assert proposed.page.canvas.picture() is None
    assert not proposed.states.jobs.running
    qtbot.keyClick(prompt, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert proposed.states.jobs.running
    qtbot.waitUntil(lambda: not proposed.states.jobs.running, timeout=10_000)


# --- Del ------------------------------------------------------------------------------------------


def test_del_on_the_canvas_discards_and_the_file_stays(qtbot, proposed):
    canvas = proposed.page.canvas
    path = Path(canvas.proposal_path())
    qtbot.keyClick(canvas, KEY.Key_Delete)
    assert canvas.proposal_path() == ""
    assert path.is_file()
    assert proposed.states.results.rowCount() == 1
    canvas.undo_stack.undo()
    assert canvas.proposal_path() == str(path)


def test_del_in_a_field_is_for_its_text(qtbot, proposed):
    prompt = proposed.page.words.words.prompt
    prompt.setFocus()
    prompt.moveCursor(QTextCursor.MoveOperation.Start)
    qtbot.keyClick(prompt, KEY.Key_Delete)
    assert prompt.toPlainText() == " swan"
    assert proposed.page.canvas.proposal_path() != ""


# --- Esc ------------------------------------------------------------------------------------------


def test_esc_closes_a_popup_first_then_stops_and_never_clears_words(qtbot, open_window):
    window = open_window(steps=500, step_delay=0.01)
    window.states.generation.prompt = "a swan"
    window.flow.generate()
    picker = window.page.words.size_section.picker
    picker.showPopup()
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    qtbot.keyClick(picker.view(), KEY.Key_Escape)
    assert QApplication.activePopupWidget() is None
    assert not window.states.jobs.stopping
    qtbot.keyClick(window.page.words.words.prompt, KEY.Key_Escape)
    assert window.states.jobs.stopping
    qtbot.waitUntil(lambda: not window.states.jobs.running, timeout=10_000)
    qtbot.keyClick(window.page.words.words.prompt, KEY.Key_Escape)
    assert window.states.generation.prompt == "a swan"


def test_esc_takes_no_error_away(qtbot, open_window):
    window = open_window()
    window.page.messages.show_error("Something happened. Nothing was lost.")
    qtbot.keyClick(window.page.canvas, KEY.Key_Escape)
    assert window.page.messages.message() is not None


def test_stop_answers_at_once_while_a_model_loads(qtbot, open_window):
    window = open_window(load_delay=1.0)
    window.flow.generate()
    qtbot.waitUntil(lambda: "loading the model" in window.status.sentence(), timeout=5000)
    qtbot.keyClick(window.page.canvas, KEY.Key_Escape)
    assert window.states.jobs.stopping
    assert "Stopping" in window.page.words.foot.stop.toolTip()
    qtbot.waitUntil(lambda: window.status.sentence().startswith("Stopping"), timeout=1000)
    assert "step" not in window.status.sentence()
    assert "Esc again" in window.status.sentence()  # how long it takes is not known
    qtbot.waitUntil(lambda: not window.states.jobs.running, timeout=10_000)
    assert window.states.results.rowCount() == 0


# --- what screen readers hear ---------------------------------------------------------------------


def test_screen_readers_hear_that_a_picture_is_ready(qtbot, open_window, monkeypatch):
    heard = []

    class Accessible:
        @staticmethod
        def updateAccessibility(event):
            heard.append(event.message())

    monkeypatch.setattr(create_flow, "QAccessible", Accessible)
    window = open_window(steps=3)
    window.states.generation.count = 2
    window.flow.generate()
    qtbot.waitUntil(lambda: not window.states.jobs.running, timeout=10_000)
    assert heard == ["Picture 1 of 2 is ready", "Picture 2 of 2 is ready"]
