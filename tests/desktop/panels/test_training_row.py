from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt

from core.contract.draft import Draft, Teaching
from desktop.panels.training_row import VERBS, TrainingRow
from desktop.state.training_course import Course


def row_of(qtbot, teaching, makes_room=False, course=None, leaving=""):
    row = TrainingRow(teaching)
    qtbot.addWidget(row)
    row.show_training(teaching, makes_room=makes_room, course=course, leaving=leaving)
    row.show()
    return row


@pytest.mark.parametrize("status", list(VERBS))
def test_each_state_has_one_next_verb(qtbot, status):
    row = row_of(qtbot, Teaching("a", Draft(), status, step=7, steps=9, result="/r"))
    with qtbot.waitSignal(row.verb) as told:
        row.act.click()
    assert told.args == ["a", VERBS[status]]
    assert row.open.isVisible() == (status != "draft")


def test_what_runs_cannot_be_thrown_away_and_says_why(qtbot):
    row = row_of(qtbot, Teaching("a", Draft(), "running", step=7, steps=9))
    assert not row.trash.isEnabled()
    assert "Pause" in row.trash.toolTip()
    assert row.bar.value() == 7


def test_the_bar_never_waits_at_its_end(qtbot):
    row = row_of(qtbot, Teaching("a", Draft(), "running", step=9, steps=9))
    assert row.bar.value() < row.bar.maximum()


def test_a_pause_for_painting_is_said(qtbot):
    row = row_of(qtbot, Teaching("a", Draft(), "waiting", step=7), makes_room=True)
    assert row.line.text() == (
        "Paused while you paint · step 7 · goes on 30 s after the last picture"
    )
    assert row.act.text() == "Pause", "it is no longer to come back by itself"


def test_what_it_does_and_how_long_still_is_read_in_the_row(qtbot):
    new = Teaching("a", Draft(noun="dog"), "running")
    drawing = Course(activity="drawing", prepared=(29, 44), seconds_left=31.0)
    row = row_of(qtbot, new, course=drawing)
    assert row.line.text() == (
        "Starting · drawing what the model knows as “dog”, 29 of 44 · about 30 s left"
    )
    assert row.bar.isVisible()
    assert (row.bar.value(), row.bar.maximum()) == (29, 44)
    row = row_of(
        qtbot, replace(new, step=7, steps=9), course=Course(activity="teaching", seconds_left=120.0)
    )
    assert row.line.text() == "Step 7 of 9 · teaching · about 2 min left"
    row = row_of(qtbot, replace(new, step=7, steps=9))
    assert row.line.text() == "Step 7 of 9", "nothing was heard of it yet"
    row = row_of(qtbot, replace(new, step=7, steps=9), leaving="finish")
    assert row.line.text() == "Ending with what it has learned…"


@pytest.mark.parametrize("status", list(VERBS))
def test_a_row_is_as_high_with_its_bar_as_without(qtbot, status):
    running = row_of(qtbot, Teaching("a", Draft(), "running", step=7, steps=9))
    other = row_of(qtbot, Teaching("b", Draft(), status))
    assert other.sizeHint().height() == running.sizeHint().height()


def test_what_waits_for_its_turn_is_taken_out_of_the_queue(qtbot):
    row = row_of(qtbot, Teaching("a", Draft(), "waiting"))
    assert row.act.text() == "Take out of the queue"
    with qtbot.waitSignal(row.verb) as told:
        row.act.click()
    assert told.args == ["a", "pause"]


def test_only_the_left_button_opens_a_row(qtbot):
    row = row_of(qtbot, Teaching("a", Draft(), "paused"))
    for button in (Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton):
        with qtbot.assertNotEmitted(row.opened):
            qtbot.mouseClick(row, button, pos=QPoint(5, 5))
    with qtbot.waitSignal(row.opened):
        qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))


@pytest.mark.parametrize(
    ("status", "says"),
    [
        ("draft", "Forgets this draft"),
        ("waiting", "call it back first"),
        ("paused", "what it learned to the trash"),
        ("finished", "off this list, after a question; its result stays"),
    ],
)
def test_the_bin_says_what_it_does_in_each_state(qtbot, status, says):
    result = "/r" if status == "finished" else ""
    row = row_of(qtbot, Teaching("a", Draft(), status, step=7, steps=9, result=result))
    assert says in row.trash.toolTip()


def test_file_text_is_plain(qtbot):
    row = row_of(qtbot, Teaching("a", Draft(word="<b>x"), "draft"))
    assert row.title.text() == "<b>x dog"
