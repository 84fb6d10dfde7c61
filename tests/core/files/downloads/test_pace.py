"""Speed and time left."""

from core.files.downloads.pace import WINDOW, Pace


def paced(*told):
    time = [0.0]
    pace = Pace(lambda: time[0])
    for now, done in told:
        time[0] = now
        pace.tell(done)
    return pace


def test_nothing_is_said_too_early():
    pace = paced((0, 0), (0.5, 1000))
    assert pace.rate() == 0
    assert pace.seconds_left(100) is None
    assert paced().rate() == 0


def test_a_steady_stream():
    pace = paced(*((t / 10, t * 100) for t in range(100)))
    assert round(pace.rate()) == 1000
    assert round(pace.seconds_left(5000)) == 5


def test_only_the_last_seconds_count():
    fast = [(float(t), t * 10_000) for t in range(10)]
    slow = [(10.0 + t, 100_000 + t * 10) for t in range(int(WINDOW) + 2)]
    assert paced(*fast, *slow).rate() < 20


def test_a_stall_lets_the_speed_fall_and_the_time_go_away():
    pace = paced((0, 0), (1, 1000), (60, 1000), (120, 1000))
    assert pace.rate() == 0
    assert pace.seconds_left(10) is None


def test_what_is_fetched_again_is_no_negative_speed():
    assert paced((0, 0), (2, 1000), (3, 10)).rate() == 0
