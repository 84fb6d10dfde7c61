"""One bar over all phases, a time left that is honest."""

from itertools import pairwise

import pytest

from core.contract.drawing_events import Converting, ImageDone, Phase, Step
from desktop.state.progress import ProgressTracker
from desktop.state.promise import Measured, Work

WORK = Work("m", 1000, 1000, 10, passes=1)  # one megapixel, so a step is one pass of one
MEASURED = Measured(step=1.0, load=2.0, words=0.5, rest=1.0)


class Clock:
    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


def run(tracker, clock, count=1, step=1.0):
    """All events of a job that takes exactly what was measured; yields after each."""
    for index in range(count):
        where = {"index": index, "count": count}
        phases = [("load", 2.0), ("encode_text", 0.5)] if index == 0 else []
        for phase, seconds in phases:
            tracker.phase(Phase("j", phase, **where))
            yield
            clock.now += seconds
        tracker.phase(Phase("j", "denoise", **where))
        for number in range(1, 11):
            clock.now += step
            tracker.step(Step("j", number, 10, **where))
            yield
        for phase in ("decode", "save"):
            tracker.phase(Phase("j", phase, **where))
            yield
            clock.now += 0.5
        tracker.done(ImageDone("j", "/x.png", 1, 1000, 1000, 13.5, **where))
        yield


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("measured", [MEASURED, None])
def test_the_bar_only_rises_and_never_waits_at_its_end(clock, count, measured):
    tracker = ProgressTracker(WORK, count, measured, clock)
    last = 0.0
    for _ in run(tracker, clock, count):
        fraction = tracker.now().fraction
        assert last <= fraction < 1
        last = fraction
    assert last > 0.9


def test_with_measurements_the_time_left_is_right(clock):
    tracker = ProgressTracker(WORK, 1, MEASURED, clock)
    total = 2 + 0.5 + 10 + 1
    for _ in run(tracker, clock):
        left = tracker.now().seconds_left
        if left is not None:
            assert left == pytest.approx(total - (clock.now - 100), abs=0.3)


def test_the_time_left_falls_smoothly_even_if_steps_get_slower(clock):
    tracker = ProgressTracker(WORK, 1, MEASURED, clock)
    shown = []
    for _ in run(tracker, clock, step=1.3):
        left = tracker.now().seconds_left
        if left is not None:
            shown.append(left)
    assert all(later - earlier < 1.0 for earlier, later in pairwise(shown))
    assert shown[-1] < 1


def test_it_is_hidden_until_three_steps_or_two_seconds(clock):
    tracker = ProgressTracker(WORK, 1, None, clock)
    tracker.phase(Phase("j", "denoise"))
    for number in (1, 2):
        clock.now += 0.1
        tracker.step(Step("j", number, 10))
        assert tracker.now().seconds_left is None
    clock.now += 0.1
    tracker.step(Step("j", 3, 10))
    assert tracker.now().seconds_left is not None


def test_nothing_known_nothing_shown(clock):
    tracker = ProgressTracker(WORK, 1, None, clock)
    tracker.phase(Phase("j", "load"))
    clock.now += 60
    assert tracker.now().seconds_left is None


def test_what_a_picture_took_is_measured(clock):
    tracker = ProgressTracker(WORK, 2, None, clock)
    seen = []
    done = tracker.done

    def remember(event):
        seen.append(done(event))

    tracker.done = remember
    for _ in run(tracker, clock, 2):
        pass
    assert seen[0].step == pytest.approx(1.0)
    assert seen[0].load == pytest.approx(2.0)
    assert seen[0].words == pytest.approx(0.5)
    assert seen[0].rest == pytest.approx(1.0)
    assert seen[1].load == 0


def test_a_picture_without_steps_teaches_nothing(clock):
    tracker = ProgressTracker(WORK, 1, None, clock)
    assert tracker.done(ImageDone("j", "/x.png", 1, 8, 8, 0.1)) is None


def test_the_place_in_the_batch(clock):
    tracker = ProgressTracker(WORK, 3, MEASURED, clock)
    tracker.phase(Phase("j", "denoise", 1, 3))
    clock.now += 2
    tracker.step(Step("j", 4, 10, 1, 3))
    now = tracker.now()
    assert (now.index, now.count, now.step, now.steps) == (1, 3, 4, 10)
    assert tracker.step_seconds == 0.5


def test_an_old_checkpoint_shows_its_share_and_no_time_that_nobody_measured(clock):
    tracker = ProgressTracker(WORK, 1, MEASURED, clock)
    tracker.phase(Phase("j", "load"))
    clock.now += 5
    tracker.converting(Converting("j", "old.ckpt", 30, 120))
    assert tracker.now().converted == 0.25
    assert tracker.now().seconds_left is None
    tracker.phase(Phase("j", "encode_text"))
    assert tracker.now().converted is None
    assert tracker.now().seconds_left is not None
