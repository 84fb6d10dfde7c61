"""A chart puts numbers where they belong."""

import pytest
from PySide6.QtCore import QPoint, Qt

from desktop.widgets.chart import Axes, Chart, Curve, short


@pytest.fixture
def chart(qtbot):
    chart = Chart("Noise")
    qtbot.addWidget(chart)
    chart.resize(400, 132)
    chart.show()
    return chart


def test_numbers_lie_between_the_ends_of_the_axes(chart):
    chart.show_curves((Curve("a", [(1, 10.0), (5, 0.0)], mark="circle"),), Axes("step"))
    room = chart.field()
    assert (chart.x_of(1), chart.x_of(5)) == (room.left(), room.right())
    assert (chart.y_of(10), chart.y_of(0)) == (room.top(), room.bottom())
    assert chart.x_of(3) == pytest.approx(room.center().x(), abs=1)


def test_powers_of_ten_are_equally_far_apart(chart):
    chart.show_curves((Curve("snr", [(0, 1e3), (1, 1e-3)]),), Axes(log=True))
    assert chart.y_of(1.0) == pytest.approx(chart.field().center().y(), abs=1)


def test_pointing_gives_the_number_on_the_lower_axis(qtbot, chart):
    chart.show_curves((Curve("a", [(0, 1.0), (10, 2.0)]),), Axes())
    pointed = []
    chart.pointed.connect(pointed.append)
    middle = QPoint(round(chart.x_of(5)), 50)
    qtbot.mousePress(chart, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mousePress(chart, Qt.MouseButton.LeftButton, pos=QPoint(0, 50))
    assert pointed == [pytest.approx(5, abs=0.05), 0.0]


def test_marker_band_and_marks_are_painted(chart):
    empty = chart.grab().toImage()
    curve = Curve("e", [(0, 1.0), (1, 2.0)], 1, "square", bands=[(0, 0.5, 1.5), (1, 1.5, 2.5)])
    chart.show_curves((curve,), Axes("t", x=(0, 1), y=(0, 3), marks=(0, 0.5, 1)))
    drawn = chart.grab().toImage()
    chart.show_marker(0.5)
    assert len({empty.cacheKey(), drawn.cacheKey()}) == 2
    assert drawn != empty
    assert chart.grab().toImage() != drawn
    assert chart.curves() == (curve,)


def test_numbers_are_short():
    assert (short(20.0), short(0.123456), short(14.6146)) == ("20", "0.123", "14.6")
