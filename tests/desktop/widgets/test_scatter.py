"""Named points."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter

from desktop.widgets.scatter import NEAR, NamedPoint, Scatter, paint_mark


def test_points_keep_their_distances_and_tell_their_names(qtbot):
    scatter = Scatter("Tokens")
    qtbot.addWidget(scatter)
    scatter.resize(300, 260)
    points = [NamedPoint("a", 0, 0), NamedPoint("b", 2, 0, 1), NamedPoint("c", 0, 2, 2)]
    scatter.show_points(points)
    a, b, c = map(scatter.spot, points)
    assert b.x() - a.x() == a.y() - c.y() > 50
    scatter.show()
    assert not scatter.grab().isNull()
    qtbot.mouseMove(scatter, b.toPoint())
    assert "b" in scatter.accessibleDescription()
    scatter.show_points([NamedPoint("alone", 3, 3)])
    assert abs(scatter.spot(points[0]).x() - scatter.spot(scatter.points()[0]).x()) < NEAR


def test_names_lie_over_no_mark_and_no_other_name(qtbot):
    scatter = Scatter("Tokens")
    qtbot.addWidget(scatter)
    scatter.resize(300, 260)
    scatter.show_points([NamedPoint(f"word {n}", n % 3, n // 3, n % 3) for n in range(9)])
    names = scatter.names()
    assert len(names) == 9
    boxes = [box for _name, box in names]
    assert not any(a.intersects(b) for n, a in enumerate(boxes) for b in boxes[:n])
    assert not any(box.contains(scatter.spot(p)) for box in boxes for p in scatter.points())
    scatter.show_points([NamedPoint("a long name", 0, 0)] + [NamedPoint("b", 0, 0)] * 8)
    assert 0 < len(scatter.names()) < 9, "there is no room for all"


def test_three_groups_have_three_shapes(qapp):
    def covered(group):
        image = QImage(20, 20, QImage.Format.Format_RGB32)
        image.fill(0xFFFFFFFF)
        painter = QPainter(image)
        paint_mark(painter, QPointF(10, 10), group)
        painter.end()
        white = 0xFFFFFFFF
        return {(x, y) for x in range(20) for y in range(20) if image.pixel(x, y) != white}

    shapes = {frozenset(covered(group)) for group in range(3)}
    assert len(shapes) == 3
