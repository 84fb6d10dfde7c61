import pytest
from PySide6.QtCore import QPoint, Qt

from desktop import theme
from desktop.roles import DARK, contrast
from desktop.widgets.marks import INSET, MARK, CheckMark, RadioMark


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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", [CheckMark, RadioMark])
@pytest.mark.parametrize("on", [False, True])
def test_the_ring_of_the_keyboard_is_seen_on_a_mark_that_is_set_too(
    qtbot, own_theme, scheme, kind, on
):
    own_theme.apply(scheme)
    mark = kind("Stop by itself")
    qtbot.addWidget(mark)
    mark.resize(mark.sizeHint())
    mark.setChecked(on)
    mark.show()
    mark.activateWindow()
    qtbot.waitUntil(mark.isActiveWindow)
    mark.setFocus()
    image, top = mark.grab().toImage(), (mark.height() - MARK) // 2
    ring, inside = (image.pixelColor(1 + MARK // 2, top + y).name() for y in (0, 3))
    assert contrast(ring, inside) >= 2
    assert contrast(ring, theme.roles().window) >= 3


def test_the_text_has_room(qtbot):
    mark = CheckMark("Everyone shown agreed to this.")
    qtbot.addWidget(mark)
    assert mark.sizeHint().width() > mark.fontMetrics().horizontalAdvance(mark.text()) + MARK


def test_without_a_text_it_is_a_box_in_the_middle_of_what_can_be_hit(qtbot):
    mark = CheckMark()
    qtbot.addWidget(mark)
    mark.show()
    side = MARK + 2 * INSET
    assert (mark.sizeHint().width(), mark.sizeHint().height()) == (side, side)
    mark.resize(side, side)
    assert mark.grab().toImage().pixelColor(side // 2, side // 2 + 5) == theme.colour("field")
    qtbot.mouseClick(mark, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert mark.isChecked()
    assert mark.grab().toImage().pixelColor(side // 2, side // 2 + 6) == theme.colour("accent")
    qtbot.keyClick(mark, Qt.Key.Key_Space)
    assert not mark.isChecked()
