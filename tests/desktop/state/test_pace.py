"""How long something still takes."""

from desktop.state.pace import Pace


def test_what_is_left_goes_by_what_is_done():
    now = [10.0]
    pace = Pace(lambda: now[0])
    assert pace.left(0, 8) is None
    now[0] = 14.0
    assert pace.left(2, 8) == 12.0
    assert pace.left(8, 8) == pace.left(9, 8) == 0.0
    pace.begin()
    now[0] = 15.0
    assert pace.left(1, 3) == 2.0
