import pytest
from PySide6.QtCore import QPoint, Qt

from desktop.roles import DARK, contrast
from desktop.widgets.marks import MARK, CheckMark, RadioMark


@pytest.mark.parametrize("kind", [CheckMark, RadioMark])
def test_a_mark_is_set_by_a_click_anywhere_on_it_and_its_edge_is_seen_in_dark(
    qtbot, own_theme, kind
):
    own_theme.apply("dark")
    mark = kind("Stop by itself")
    qtbot.addWidget(mark)
    mark.resize(mark.sizeHint())
    mark.show()
    image = mark.grab().toImage()
    row = mark.height() // 2
    edge = max(contrast(image.pixelColor(x, row).name(), DARK.window) for x in range(4))
    assert edge > 2.5
    qtbot.mouseClick(mark, Qt.MouseButton.LeftButton, pos=QPoint(mark.width() - 5, row))
    assert mark.isChecked()
    checked = mark.grab().toImage()
    place = 1 + MARK // 4
    assert checked.pixelColor(place, row) != image.pixelColor(place, row)


def test_the_text_has_room(qtbot):
    mark = CheckMark("Everyone shown agreed to this.")
    qtbot.addWidget(mark)
    assert mark.sizeHint().width() > mark.fontMetrics().horizontalAdvance(mark.text()) + MARK
