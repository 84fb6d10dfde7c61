"""A chip: its text, height and click."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop.widgets.chip import HEIGHT, Chip


@pytest.fixture
def host(qtbot):
    """A window round the widget: one with size hints of its own would trouble the platform."""
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def chip(host):
    result = Chip("a swan", parent=host)
    host.show()
    return result


def test_a_click_and_the_space_bar_act(chip, qtbot):
    with qtbot.waitSignal(chip.clicked):
        QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(chip.clicked):
        QTest.keyClick(chip, Qt.Key.Key_Space)


def test_an_ampersand_is_shown_and_makes_no_shortcut(qtbot):
    chip = Chip("salt & pepper")
    qtbot.addWidget(chip)
    assert chip.shortcut().isEmpty()
    assert chip.accessibleName() == "salt & pepper"


def test_it_is_styled_by_the_sheets_rule_and_has_one_height(chip):
    assert chip.property("chip") is True
    assert chip.height() == HEIGHT


def test_a_long_text_ends_in_dots_and_the_tooltip_has_it(host, qtbot):
    chip = Chip("a <b>teddy</b> bear & a swan", "Take these words", host)
    host.show()
    assert "Take these words" in chip.toolTip()
    whole = chip.sizeHint().width()
    chip.resize(whole, HEIGHT)
    assert chip.text() == "a <b>teddy</b> bear && a swan"
    chip.resize(whole // 2, HEIGHT)
    assert chip.text().endswith("…")
    assert (
        chip.toolTip()
        == "<qt>a &lt;b&gt;teddy&lt;/b&gt; bear &amp; a swan<br>Take these words</qt>"
    )
    assert chip.sizeHint().width() == whole
