"""A hairline of one pixel."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import theme
from desktop.widgets.rule import Rule


@pytest.mark.parametrize("lying", [True, False])
def test_it_is_one_pixel_thick_and_as_long_as_there_is_room(qtbot, lying):
    host = QWidget()
    qtbot.addWidget(host)
    rule = Rule(Qt.Orientation.Horizontal if lying else Qt.Orientation.Vertical)
    layout = QVBoxLayout(host) if lying else QHBoxLayout(host)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(rule)
    layout.addWidget(QWidget(), 1)
    host.resize(200, 120)
    host.show()
    assert (rule.width(), rule.height()) == ((200, 1) if lying else (1, 120))


def test_its_colour_is_the_hairline(qtbot):
    rule = Rule()
    qtbot.addWidget(rule)
    rule.resize(10, 1)
    assert rule.grab().toImage().pixelColor(5, 0) == theme.colour("hairline")
