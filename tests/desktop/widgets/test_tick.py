import pytest
from PySide6.QtCore import QPoint, Qt

from desktop import theme
from desktop.widgets.tick import SIZE, Tick


@pytest.fixture
def tick(qtbot):
    made = Tick()
    qtbot.addWidget(made)
    made.show()
    return made


def centre(tick):
    return tick.grab().toImage().pixelColor(SIZE // 2, SIZE // 2 + 5).name()


def test_a_click_anywhere_in_it_ticks(tick, qtbot):
    qtbot.mouseClick(tick, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert tick.isChecked()
    qtbot.keyClick(tick, Qt.Key.Key_Space)
    assert not tick.isChecked()


def test_on_is_filled_and_off_is_not(tick):
    off = centre(tick)
    tick.setChecked(True)
    assert centre(tick) == theme.colour("accent").name()
    assert off == theme.colour("field").name()
