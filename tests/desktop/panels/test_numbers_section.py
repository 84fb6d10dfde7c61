"""Guidance and steps: the model's own, in grey, until somebody moves them."""

import pytest
from PySide6.QtCore import Qt

from desktop.panels.numbers_section import NumbersSection

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def numbers(qtbot, state):
    made = NumbersSection(state)
    qtbot.addWidget(made)
    made.resize(344, 200)
    made.show()
    return made


def test_the_models_own_is_grey(numbers, state):
    assert (numbers.guidance.field.text(), numbers.guidance.field.placeholderText()) == ("", "4.5")
    assert numbers.steps.field.placeholderText() == "20"
    assert numbers.guidance.slider.value() * numbers.guidance.kind.step == 4.5
    assert (state.guidance, state.steps) == (None, None)


def test_what_was_moved_stays_with_another_model(numbers, state, models):
    numbers.guidance.slider.setValue(20)
    assert state.guidance == 10.0
    models.choose(models.models[-1].path)
    assert state.guidance == 10.0
    assert numbers.guidance.field.text() == "10.0"
    assert numbers.steps.field.placeholderText() == str(state.model.preset.steps)


def test_an_emptied_field_and_a_double_click_bring_the_models_own_back(numbers, state, qtbot):
    state.steps = 40
    field = numbers.steps.field
    assert field.text() == "40"
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert state.steps is None
    state.guidance = 9.0
    qtbot.mouseDClick(numbers.guidance.slider, LEFT)
    assert state.guidance is None


@pytest.mark.parametrize(("typed", "held"), [("0", 1), ("9999", 150), ("12", 12)])
def test_steps_stay_in_their_range(numbers, state, qtbot, typed, held):
    field = numbers.steps.field
    field.setFocus()
    qtbot.keyClicks(field, typed)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert state.steps == held


def test_a_decimal_comma_is_a_point(numbers, state, qtbot):
    field = numbers.guidance.field
    qtbot.keyClicks(field, "6,5")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert state.guidance == 6.5
