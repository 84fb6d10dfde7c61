"""The meter: what it shows and says."""

from desktop.widgets.score_meter import ScoreMeter


def test_it_shows_a_number_and_ten_more(qtbot):
    meter = ScoreMeter("Looks like a digit")
    qtbot.addWidget(meter)
    meter.resize(meter.sizeHint())
    empty = meter.grab().toImage()
    meter.show_score(0.5, [0.0] * 9 + [0.5])
    assert meter.value() == 0.5
    assert meter.accessibleDescription() == "0.50"
    assert meter.grab().toImage() != empty
    meter.show_score(None)
    assert meter.accessibleDescription() == ""
