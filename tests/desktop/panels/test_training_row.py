import pytest

from core.contract.draft import Draft, Teaching
from desktop.panels.training_row import VERBS, TrainingRow


def row_of(qtbot, teaching, makes_room=False):
    row = TrainingRow(teaching)
    qtbot.addWidget(row)
    row.show_training(teaching, makes_room=makes_room)
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
    assert "while you paint" in row.line.text()


def test_file_text_is_plain(qtbot):
    row = row_of(qtbot, Teaching("a", Draft(word="<b>x"), "draft"))
    assert row.title.text() == "<b>x dog"
