"""The empty canvas: one sentence, six examples the starter can draw."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desktop.canvas.empty_state import EXAMPLES, EmptyState
from desktop.widgets.chip import Chip


def test_a_click_on_an_example_tells_its_words(qtbot):
    state = EmptyState()
    qtbot.addWidget(state)
    chips = state.findChildren(Chip)
    assert len(chips) == len(EXAMPLES) == 6
    for chip, words in zip(chips, EXAMPLES, strict=True):
        with qtbot.waitSignal(state.example_chosen) as chosen:
            chip.click()
        assert chosen.args == [words]


def test_it_says_what_to_do(qtbot):
    state = EmptyState()
    qtbot.addWidget(state)
    label = state.findChild(QLabel)
    assert label.text() == "Type a prompt, or drop or paste a picture."
    assert label.textFormat() == Qt.TextFormat.PlainText


def test_the_chips_go_on_in_the_next_line_where_it_is_narrow(qtbot):
    state = EmptyState()
    qtbot.addWidget(state)
    assert state.heightForWidth(200) > state.heightForWidth(480)
