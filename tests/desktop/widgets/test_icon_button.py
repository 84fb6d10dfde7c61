"""Square buttons that are only an icon."""

import pytest
from PySide6.QtCore import QSize

from desktop.widgets.icon_button import SIZE, IconButton


@pytest.fixture
def button(qtbot):
    made = IconButton("lock-open", "Keep the seed", "Lock <it>")
    qtbot.addWidget(made)
    return made


def test_it_has_a_name_and_a_tooltip(button):
    assert button.accessibleName() == "Keep the seed"
    assert "Lock &lt;it&gt;" in button.toolTip()
    assert button.accessibleDescription() == "Lock <it>"
    assert button.size() == QSize(SIZE, SIZE)
    assert button.property("flat")


def test_its_icon_can_change(button):
    size = button.iconSize()
    before = button.icon().pixmap(size).toImage()
    button.show_icon("lock")
    assert button.icon().pixmap(size).toImage() != before
    button.show_icon("lock-open")
    assert button.icon().pixmap(size).toImage() == before
