"""Earlier prompts from their list."""

import pytest

from core.files.prompt_log import Entry
from desktop.panels.history_button import HistoryButton
from desktop.state.prompt_history import PromptHistory


@pytest.fixture
def button(qtbot, state):
    past = PromptHistory()
    for text in ("a swan\nin oil", "a <b>goose</b>"):
        past.add(Entry(text, "blurry"))
    made = HistoryButton(state, past)
    qtbot.addWidget(made)
    made.show()
    made.click()
    return made


def test_newest_first_in_one_line_each_and_all_of_it_as_plain_text(button):
    rows = [button.popup.rows.item(row) for row in range(2)]
    assert [row.text() for row in rows] == ["a <b>goose</b>", "a swan in oil"]
    assert "blurry" in rows[0].toolTip()
    assert "&lt;b&gt;" in rows[0].toolTip()


def test_a_row_brings_back_both_fields(button, state, qtbot):
    qtbot.keyClicks(button.popup.search, "OIL swan")
    assert button.popup.rows.count() == 1
    button.popup.chosen.emit(0)
    assert (state.prompt, state.negative) == ("a swan\nin oil", "blurry")
