"""Zoom and pan by hand: wheel, middle mouse, Space, H and the slots of the menu."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.canvas.zoom_view import ZoomView

NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def view(qtbot):
    widget = ZoomView((100, 100))
    qtbot.addWidget(widget)
    widget.resize(400, 400)
    widget.show()
    widget.setFocus()
    return widget


def wheel(widget, x, y, notches):
    place = QPointF(x, y)
    event = QWheelEvent(
        place, place, QPoint(), QPoint(0, 120 * notches), Qt.MouseButton.NoButton, NONE,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


def mouse(widget, kind, x, y, button):
    place = QPointF(x, y)
    held = Qt.MouseButton.NoButton if kind == QMouseEvent.Type.MouseButtonRelease else button
    event = QMouseEvent(kind, place, widget.mapToGlobal(place), button, held, NONE)
    QApplication.sendEvent(widget, event)


def drag(widget, button):
    """How far the frame moved by a drag of (30, 20) px."""
    before = widget.viewport()
    mouse(widget, QMouseEvent.Type.MouseButtonPress, 200, 200, button)
    mouse(widget, QMouseEvent.Type.MouseMove, 230, 220, button)
    mouse(widget, QMouseEvent.Type.MouseButtonRelease, 230, 220, button)
    after = widget.viewport()
    return after.x - before.x, after.y - before.y


def test_it_starts_with_the_whole_frame(view):
    assert view.viewport() == view.viewport().fit()


def test_the_wheel_zooms_around_the_pointer(view):
    under = view.viewport().to_frame(150, 250)
    wheel(view, 150, 250, 3)
    assert view.viewport().to_frame(150, 250) == pytest.approx(under)
    assert view.viewport().scale == pytest.approx(view.viewport().fit().scale * 1.2**3)
    wheel(view, 150, 250, -3)
    assert view.viewport().scale == pytest.approx(view.viewport().fit().scale)


def test_a_new_zoom_is_told(qtbot, view):
    with qtbot.waitSignal(view.zoom_changed) as told:
        view.actual_size()
    assert told.args == [1.0]
    assert view.zoom() == 1.0
    with qtbot.assertNotEmitted(view.zoom_changed):
        view.actual_size()


def test_zoom_in_and_out_are_opposites_around_the_middle(view):
    view.actual_size()
    middle = view.viewport().to_frame(200, 200)
    view.zoom_in()
    assert view.zoom() == pytest.approx(1.25)
    assert view.viewport().to_frame(200, 200) == pytest.approx(middle)
    view.zoom_out()
    assert view.zoom() == pytest.approx(1.0)


def test_fit_follows_the_window_again(view):
    view.actual_size()
    view.fit()
    view.resize(500, 300)
    assert view.viewport() == view.viewport().fit()
    assert view.viewport().view_width == 500


def test_the_middle_button_pans(view):
    assert drag(view, Qt.MouseButton.MiddleButton) == pytest.approx((30, 20))


def test_the_left_button_pans_only_with_space(view):
    assert drag(view, Qt.MouseButton.LeftButton) == (0, 0)
    QTest.keyPress(view, Qt.Key.Key_Space)
    assert view.cursor().shape() == Qt.CursorShape.OpenHandCursor
    assert drag(view, Qt.MouseButton.LeftButton) == pytest.approx((30, 20))
    QTest.keyRelease(view, Qt.Key.Key_Space)
    assert view.cursor().shape() == Qt.CursorShape.ArrowCursor
    assert drag(view, Qt.MouseButton.LeftButton) == (0, 0)


def test_h_takes_the_hand_and_leaves_it(view):
    QTest.keyClick(view, Qt.Key.Key_H)
    assert drag(view, Qt.MouseButton.LeftButton) == pytest.approx((30, 20))
    before = view.viewport()
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert view.viewport().x > before.x
    QTest.keyClick(view, Qt.Key.Key_H)
    assert drag(view, Qt.MouseButton.LeftButton) == (0, 0)


def test_escape_leaves_the_hand(view):
    QTest.keyClick(view, Qt.Key.Key_H)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.cursor().shape() == Qt.CursorShape.ArrowCursor


def test_the_hand_closes_while_it_drags(view):
    mouse(view, QMouseEvent.Type.MouseButtonPress, 200, 200, Qt.MouseButton.MiddleButton)
    assert view.cursor().shape() == Qt.CursorShape.ClosedHandCursor
    view.clearFocus()
    assert view.cursor().shape() == Qt.CursorShape.ArrowCursor


def test_keys_with_modifiers_belong_to_the_menu(view):
    QTest.keyClick(view, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    assert drag(view, Qt.MouseButton.LeftButton) == (0, 0)


def test_another_frame_size_fits_again(view):
    view.set_frame_size(200, 50)
    assert view.viewport().frame_width == 200
    assert view.viewport() == view.viewport().fit()


def test_a_click_on_the_figure_goes_to_and_fro(view):
    told = []
    view.zoom_changed.connect(told.append)
    fitted = view.zoom()
    view.toggle_fit()
    assert view.zoom() == 1.0
    view.toggle_fit()
    assert view.zoom() == fitted
    assert told == [1.0, fitted]
    view.zoom_in()
    view.toggle_fit()
    assert view.zoom() == fitted
