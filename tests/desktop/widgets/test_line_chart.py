from desktop.widgets.line_chart import DOTS_MAX, LineChart, smoothed, thinned


def test_the_mean_of_equal_values_is_that_value_from_the_first_on():
    assert smoothed([2.0] * 5) == [2.0] * 5 or all(abs(m - 2) < 1e-12 for m in smoothed([2.0] * 5))


def test_the_mean_follows_slowly():
    means = smoothed([0.0] * 20 + [1.0])
    assert 0 < means[-1] < 0.2


def test_many_points_are_thinned_and_the_last_one_stays():
    points = [(step, 0.1) for step in range(20_001)]
    kept = thinned(points)
    assert len(kept) <= DOTS_MAX + 1
    assert kept[-1] == points[-1]
    assert thinned([]) == []


def test_it_paints_with_none_one_and_many(qtbot):
    chart = LineChart("Loss")
    qtbot.addWidget(chart)
    for count in (0, 1, 300):
        chart.show_points([(n, 1 / (n + 1)) for n in range(count)])
        assert not chart.grab().isNull()
