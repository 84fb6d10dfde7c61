"""Slider and field are one value."""

import pytest
from PySide6.QtCore import Qt

from desktop.widgets.number_field import NumberKind
from desktop.widgets.slider_row import SliderRow, SliderTexts


@pytest.fixture
def row(qtbot):
    texts = SliderTexts("&Guidance", "Guidance", "How hard.", "low", "high")
    made = SliderRow(texts, NumberKind(1, 20, step=0.5, decimals=1, optional=True))
    qtbot.addWidget(made)
    made.set_own(7.5)
    made.show()
    made.told = []
    made.value_changed.connect(made.told.append)
    return made


def test_the_slider_stands_at_the_models_own(row):
    assert row.slider.value() == 15
    assert row.field.text() == ""
    assert row.told == []


def test_moving_the_slider_moves_the_field(row, qtbot):
    qtbot.keyClick(row.slider, Qt.Key.Key_Right)
    assert row.told == [8.0]
    assert row.field.text() == "8.0"


def test_typing_moves_the_slider(row, qtbot):
    row.field.selectAll()
    qtbot.keyClicks(row.field, "12")
    qtbot.keyClick(row.field, Qt.Key.Key_Return)
    assert row.slider.value() == 24
    assert row.told == [12.0]


def test_a_double_click_brings_the_models_own_back(row, qtbot):
    row.set_value(3.0)
    qtbot.mouseDClick(row.slider, Qt.MouseButton.LeftButton)
    assert row.told[-1] is None
    assert row.slider.value() == 15


def test_names_for_everybody(row):
    assert row.field.accessibleName() == row.slider.accessibleName() == "Guidance"
    assert row.field.accessibleDescription() == "How hard."
