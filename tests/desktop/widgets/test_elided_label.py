"""A cut line tells the whole text in its tooltip, as plain text."""

import pytest
from PySide6.QtCore import Qt

from desktop import theme
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.tips import rich

LONG = "a very long sentence about <b>a file</b> that has no room"


@pytest.fixture
def label(qtbot):
    widget = ElidedLabel(LONG)
    qtbot.addWidget(widget)
    widget.show()
    return widget


def test_with_room_there_is_no_tooltip(label):
    label.resize(label.sizeHint())
    assert label.shown_text() == LONG
    assert label.toolTip() == ""


def test_cut_text_ends_in_dots_and_is_whole_in_the_tooltip(label):
    label.resize(80, 20)
    assert label.shown_text().endswith("…")
    assert label.toolTip() == rich(LONG)
    assert "<b>" not in label.toolTip()
    assert label.text() == LONG
    assert label.accessibleName() == LONG


def test_a_hint_of_its_own_stands_below(label):
    label.set_hint("more")
    label.resize(label.sizeHint())
    assert label.toolTip() == rich("more")
    label.resize(80, 20)
    assert label.toolTip().endswith("<br>more</qt>")


def test_a_path_is_cut_in_its_middle(qtbot):
    label = ElidedLabel("/home/me/pictures/of/a/swan.png", mode=Qt.TextElideMode.ElideMiddle)
    qtbot.addWidget(label)
    label.resize(120, 20)
    assert label.shown_text().startswith("/home")
    assert label.shown_text().endswith(".png")


def test_it_asks_for_room_for_all_and_does_with_little(label):
    assert label.sizeHint().width() > 200
    assert label.minimumSizeHint().width() <= 24


def test_reserved_room_only_grows(label):
    long = label.sizeHint().width()
    label.reserve(True)
    label.set_text("short")
    assert label.sizeHint().width() == long
    assert label.minimumSizeHint().width() <= 24
    label.reserve(False)
    assert label.sizeHint().width() < long


def test_lines_become_one(label):
    label.set_text("one\ntwo")
    assert label.text() == "one two"


def test_the_text_has_the_roles_colour(qtbot):
    label = ElidedLabel("█████", role="bad")
    qtbot.addWidget(label)
    label.resize(label.sizeHint())
    image = label.grab().toImage()
    middle = image.pixelColor(image.width() // 2, image.height() // 2)
    assert middle == theme.colour("bad")
    label.setEnabled(False)
    assert label.grab().toImage().pixelColor(image.width() // 2, image.height() // 2) != middle
