"""Sizes by name, a swap, and other sizes rounded and said so."""

import pytest
from PySide6.QtCore import Qt

from desktop.panels.size_section import SizeSection

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def size(qtbot, state):
    made = SizeSection(state)
    qtbot.addWidget(made)
    qtbot.addWidget(made.label)
    made.resize(280, 120)
    made.show()
    return made


def names(size):
    return [size.picker.itemText(row) for row in range(size.picker.count())]


def enter(qtbot, field, text):
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_sizes_have_names(size, state):
    assert names(size) == [
        "Square 64 × 64", "Portrait 64 × 96", "Landscape 96 × 64", "Other size…",
    ]  # fmt: skip
    size.picker.value_changed.emit("portrait")
    assert state.size_now() == (64, 96)
    assert size.picker.currentText() == "Portrait 64 × 96"
    assert "64 px" in size.picker.toolTip()


def test_the_picture_on_the_canvas_is_a_size(size, state):
    state.picture_arrived((300, 200), "paste")
    assert size.picker.currentText() == "As the picture 80 × 56"
    state.choose_start("words")
    assert size.picker.currentText() == "Square 64 × 64"


@pytest.mark.parametrize(("typed", "held"), [("500", 504), ("5000", 4096), ("1", 8)])
def test_other_sizes_are_rounded_and_said_so(size, state, qtbot, typed, held):
    size.picker.value_changed.emit("own")
    assert not size.width_field.isHidden()
    enter(qtbot, size.width_field, typed)
    assert state.size_now() == (held, 64)
    assert f"{typed} became {held}" in size.note.text()
    assert size.width_field.text() == f"{held} px"


def test_a_size_that_fits_needs_no_note(size, state, qtbot):
    size.picker.value_changed.emit("own")
    enter(qtbot, size.height_field, "128")
    assert state.size_now() == (64, 128)
    assert size.note.isHidden()


def test_swap(size, state, qtbot):
    size.picker.value_changed.emit("portrait")
    qtbot.mouseClick(size.swap, LEFT)
    assert (state.shape, state.size_now()) == ("landscape", (96, 64))
    state.shape, state.own_size = "own", (504, 64)
    qtbot.mouseClick(size.swap, LEFT)
    assert state.size_now() == (64, 504)
