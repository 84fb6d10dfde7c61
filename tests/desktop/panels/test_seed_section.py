"""The seed: new for each picture, unless it is locked."""

import pytest
from PySide6.QtCore import Qt

from core.contract.request import SEED_MAX
from desktop.panels.seed_section import SeedSection

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def seed(qtbot, state):
    made = SeedSection(state)
    qtbot.addWidget(made)
    qtbot.addWidget(made.label)
    made.show()
    return made


def enter(qtbot, field, text):
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_nobody_chose_one(seed):
    assert seed.field.text() == ""
    assert seed.field.placeholderText() == "always new"
    assert not seed.lock.isChecked()
    assert "new seed" in seed.lock.toolTip()


def test_a_typed_one_is_kept(seed, state, qtbot):
    enter(qtbot, seed.field, "42")
    assert (state.seed, state.seed_locked) == (42, True)
    assert seed.lock.isChecked()
    qtbot.mouseClick(seed.lock, LEFT)
    assert not state.seed_locked
    assert seed.field.text() == ""
    assert seed.field.placeholderText() == "42"  # the last one, in grey


def test_an_emptied_field_unlocks(seed, state, qtbot):
    enter(qtbot, seed.field, "42")
    seed.field.selectAll()
    qtbot.keyClick(seed.field, Qt.Key.Key_Delete)
    qtbot.keyClick(seed.field, Qt.Key.Key_Return)
    assert not state.seed_locked


def test_the_dice_throws_and_keeps(seed, state, qtbot):
    qtbot.mouseClick(seed.dice, LEFT)
    first = state.seed
    assert state.seed_locked
    assert seed.field.text() == str(first)
    qtbot.mouseClick(seed.dice, LEFT)
    assert state.seed != first


@pytest.mark.parametrize(
    ("typed", "held"), [(str(SEED_MAX), SEED_MAX), ("99999999999999999999", SEED_MAX), ("-5", 0)]
)
def test_large_seeds_are_exact_and_held(seed, state, qtbot, typed, held):
    enter(qtbot, seed.field, typed)
    assert state.seed == held
