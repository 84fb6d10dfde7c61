import pytest
from PySide6.QtCore import QPointF, Qt

from desktop.widgets.path_chart import ChartPoint, ChartTexts, PathChart, round_numbers, star

POINTS = (
    ChartPoint(0, 1.0, 0.0, 0.02, 0.05),
    ChartPoint(200, 0.95, 0.5),
    ChartPoint(400, 0.9, 0.8),
    ChartPoint(600, 0.7, 0.9, flaw="copying"),
    ChartPoint(800, 0.6, 0.92, flaw="leak"),
    ChartPoint(1000, 0.55, 0.95, flaw="faithfulness"),
)


@pytest.fixture
def chart(qtbot):
    result = PathChart(ChartTexts("faithfulness", "likeness", "Likeness against faithfulness"))
    qtbot.addWidget(result)
    result.resize(420, 320)
    result.show_points(POINTS, 400, 0.75)
    result.show()
    return result


def test_up_is_more_alike_and_right_more_faithful(chart):
    first, best = chart.place_of(0), chart.place_of(400)
    assert first.x() > best.x()
    assert first.y() > best.y()
    assert all(chart.rect().contains(chart.place_of(p.step).toPoint()) for p in POINTS)
    assert chart.place_of(7) is None


def test_no_name_lies_on_another_and_the_taken_step_has_its_own(chart):
    near = [ChartPoint(200, 0.9, 0.5), ChartPoint(237, 0.9, 0.5), ChartPoint(300, 0.6, 0.9)]
    for taken, written in ((200, {"200", "300"}), (300, {"237", "300"})):
        chart.show_points(near, taken, 0.75)
        chart.show_step(300)
        assert {name for _place, name in chart.names(chart.fontMetrics())} == written


def test_a_click_on_a_mark_chooses_its_step_and_one_beside_it_nothing(qtbot, chart):
    with qtbot.waitSignal(chart.chosen) as told:
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=chart.place_of(200).toPoint())
    assert told.args == [200]
    with qtbot.assertNotEmitted(chart.chosen):
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPointF(400, 30).toPoint())


def test_arrows_walk_the_way_and_stop_at_its_ends(qtbot, chart):
    heard = []
    chart.chosen.connect(heard.append)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Left):
        qtbot.keyClick(chart, key)
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert heard == [600, 400, 200, 0, 0]


def test_what_is_under_the_pointer_is_told_once(qtbot, chart):
    heard = []
    chart.hovered.connect(heard.append)
    place = chart.place_of(600).toPoint()
    qtbot.mouseMove(chart, place)
    qtbot.mouseMove(chart, place)
    qtbot.mouseMove(chart, QPointF(400, 30).toPoint())
    assert heard in ([600, -1], [600])


def test_flaws_look_different_from_each_other_in_grey(qtbot, chart):
    """Shapes, not colours alone: the pictures around the marks differ as grey ones."""

    def around(flaw):
        chart.show_points((ChartPoint(0, 1.0, 0.2), ChartPoint(5, 0.8, 0.6, flaw=flaw)), -1, 0.0)
        spot = chart.place_of(5).toPoint()
        part = chart.grab().toImage().copy(spot.x() - 8, spot.y() - 8, 16, 16)
        grey = part.convertToFormat(part.Format.Format_Grayscale8)
        return bytes(grey.constBits())

    looks = [around(flaw) for flaw in ("", "copying", "leak", "faithfulness")]
    assert len(set(looks)) == 4


def test_no_points_are_no_mistake(chart):
    chart.show_points((), -1, 0.75)
    assert not chart.grab().isNull()


def test_a_star_has_ten_corners_and_points_up():
    corners = star(QPointF(0, 0), 10)
    assert len(corners) == 10
    assert min(corners, key=lambda c: c.y()) == QPointF(0, -10)


@pytest.mark.parametrize(
    ("low", "high", "most", "said"),
    [
        (0.0, 1.0, 5, [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]),
        (0.0, 1.0, 2, [0.0, 0.5, 1.0]),
        (0.5, 1.05, 6, [0.5, 0.6, 0.7, 0.8, 0.9, 1.0]),
        (-0.13, 1.31, 1, [0.0]),
    ],
)
def test_an_axis_says_only_what_it_shows_exactly(low, high, most, said):
    assert round_numbers(low, high, most) == pytest.approx(said)
