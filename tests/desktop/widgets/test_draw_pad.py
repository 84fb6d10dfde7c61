"""Drawing with the mouse: ink, eraser, the small picture that comes of it."""

import pytest
from PySide6.QtCore import QPoint, Qt

from desktop.widgets.draw_pad import SIDE, DrawPad


@pytest.fixture
def pad(qtbot):
    pad = DrawPad("Sheet", "Draw")
    qtbot.addWidget(pad)
    return pad


def is_empty(pad):
    return min(pad.grey(24)) == 255


def drag(qtbot, pad, button):
    qtbot.mousePress(pad, button, pos=QPoint(40, 140))
    for x in range(40, 240, 10):
        qtbot.mouseMove(pad, QPoint(x, 140))
    qtbot.mouseRelease(pad, button, pos=QPoint(240, 140))


def test_a_stroke_leaves_ink_and_the_eraser_takes_it_away(qtbot, pad):
    assert is_empty(pad)
    with qtbot.waitSignals([pad.drawn, pad.rested]):
        drag(qtbot, pad, Qt.MouseButton.LeftButton)
    grey = pad.grey(24)
    assert len(grey) == 24 * 24
    assert grey[12 * 24 + 12] < 40
    assert grey[0] == 255
    drag(qtbot, pad, Qt.MouseButton.RightButton)
    assert is_empty(pad)


def test_lines_can_be_written_and_the_sheet_emptied(qtbot, pad):
    pad.write([[(0.2, 0.2), (0.5, 0.2), (0.8, 0.8)]])
    assert not is_empty(pad)
    with qtbot.waitSignal(pad.drawn):
        pad.clear()
    assert is_empty(pad)
    assert pad.sizeHint().width() == SIDE
