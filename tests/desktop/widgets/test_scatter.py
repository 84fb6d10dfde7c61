"""Named points."""

from desktop.widgets.scatter import NEAR, NamedPoint, Scatter


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
