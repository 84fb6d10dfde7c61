"""Widgets one after another, in as many lines as there is need for."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from desktop.widgets.flow_layout import FlowLayout

GAP = 8


def filled(widths, *, centred=True):
    host = QWidget()
    layout = FlowLayout(host, GAP, centred=centred)
    for width in widths:
        child = QWidget()
        child.setFixedSize(width, 20)
        layout.addWidget(child)
    return host, layout


def boxes(layout) -> list[QRect]:
    return [layout.itemAt(i).geometry() for i in range(layout.count())]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(st.lists(st.integers(10, 150), min_size=1, max_size=8), st.integers(150, 600))
def test_nothing_overlaps_or_sticks_out_and_the_height_is_as_promised(qapp, widths, width):
    host, layout = filled(widths)
    height = layout.heightForWidth(width)
    layout.setGeometry(QRect(0, 0, width, height))
    found = boxes(layout)
    assert [box.width() for box in found] == widths
    assert min(box.left() for box in found) >= 0
    assert max(box.right() for box in found) < width
    assert max(box.bottom() for box in found) + 1 == height
    for one, other in pairwise(found):
        same_line = one.top() == other.top()
        assert other.left() - one.right() - 1 == GAP if same_line else other.top() > one.bottom()
    host.deleteLater()


@pytest.mark.parametrize(("centred", "left"), [(True, 100), (False, 0)])
def test_lines_are_centred_or_start_at_the_left(qapp, centred, left):
    _host, layout = filled([100], centred=centred)
    layout.setGeometry(QRect(0, 0, 300, 50))
    assert boxes(layout)[0].left() == left


def test_a_widget_wider_than_the_line_gets_the_line(qapp):
    host = QWidget()
    layout = FlowLayout(host)
    child = QWidget()
    child.setMinimumWidth(10)
    child.sizeHint = lambda: QRect(0, 0, 500, 20).size()
    layout.addWidget(child)
    layout.setGeometry(QRect(0, 0, 200, 50))
    assert boxes(layout)[0].width() <= 500


def test_items_can_be_taken_away_until_none_is_left(qapp):
    _host, layout = filled([10, 20])
    assert layout.takeAt(0).widget().width() == 10
    assert layout.takeAt(0) is not None
    assert layout.takeAt(0) is None
    assert layout.itemAt(0) is None
    assert layout.heightForWidth(100) == 0


def test_its_smallest_width_is_that_of_its_widest_child(qapp):
    _host, layout = filled([10, 70, 20])
    assert layout.minimumSize().width() == 70
    assert layout.hasHeightForWidth()


def test_what_is_hidden_takes_no_room(qapp):
    host, layout = filled([10, 70, 20])
    layout.itemAt(0).widget().hide()
    layout.setGeometry(QRect(0, 0, 200, 50))
    assert layout.itemAt(1).widget().x() == (200 - 70 - 20 - layout.spacing()) // 2
    assert layout.sizeHint().width() < 70 + 20 + 10 + layout.spacing()
    host.deleteLater()
