"""The bar: what its buttons tell, and what they say about themselves."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel

from desktop.canvas.proposal_bar import ProposalBar


@pytest.fixture
def bar(qtbot):
    widget = ProposalBar()
    qtbot.addWidget(widget)
    widget.set_place(1, 4)
    return widget


def buttons(bar) -> dict[str, QAbstractButton]:
    return {button.accessibleName(): button for button in bar.findChildren(QAbstractButton)}


def test_it_shows_the_place(bar):
    label = bar.findChild(QLabel)
    assert label.text() == "2 / 4"
    assert label.accessibleName() == "Proposal 2 of 4"


@pytest.mark.parametrize(("name", "step"), [("Former proposal", -1), ("Next proposal", 1)])
def test_the_arrows_flip(bar, qtbot, name, step):
    with qtbot.waitSignal(bar.flipped) as flipped:
        buttons(bar)[name].click()
    assert flipped.args == [step]


def test_keep_and_discard(bar, qtbot):
    with qtbot.waitSignal(bar.kept):
        buttons(bar)["Keep"].click()
    with qtbot.waitSignal(bar.discarded):
        buttons(bar)["Discard"].click()
    with qtbot.waitSignal(bar.look_asked):
        buttons(bar)["Look inside"].click()


def test_every_button_has_a_name_a_key_in_its_tooltip_and_leaves_the_focus(bar):
    keys = {"Former proposal": "←", "Next proposal": "→", "Keep": "Enter", "Discard": "Del"} | {
        "Look inside": ""
    }
    assert set(buttons(bar)) == set(keys)
    for name, button in buttons(bar).items():
        assert keys[name] in button.toolTip()
        assert button.focusPolicy() == Qt.FocusPolicy.TabFocus


def test_a_single_proposal_cannot_be_flipped_and_says_why(bar):
    bar.set_place(0, 1)
    former = buttons(bar)["Former proposal"]
    assert not former.isEnabled()
    assert former.toolTip() == "There is one proposal only."
    bar.set_place(0, 2)
    assert former.isEnabled()
    assert "←" in former.toolTip()


def test_the_bar_keeps_its_width_while_flipping(bar):
    bar.set_place(0, 10)
    width = bar.sizeHint().width()
    bar.set_place(9, 10)
    assert bar.sizeHint().width() == width
