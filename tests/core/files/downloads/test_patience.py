"""How often and how long: with a clock of its own."""

import pytest

from core.contract.errors import Cancelled
from core.files.downloads.patience import SLICE, Patience


class Clock:
    def __init__(self):
        self.time = 0.0

    def __call__(self):
        return self.time

    def sleep(self, seconds):
        assert seconds <= SLICE
        self.time += seconds


def waits(asked=None, **more):
    clock = Clock()
    tries = Patience(clock=clock, sleep=clock.sleep, **more).tries()
    before, found = 0.0, []
    while tries.again(asked):
        found.append(round(clock.time - before, 3))
        before = clock.time
    return found


def test_each_wait_is_twice_the_last_up_to_a_limit():
    assert waits() == [1, 2, 4, 8, 16]
    assert waits(longest_wait=5) == [1, 2, 4, 5, 5]


def test_a_server_that_asks_is_waited_for_as_long_as_it_says():
    assert waits(30.0) == [30] * 5
    assert waits(0.0) == [1] * 5, "and never less than a moment"


def test_a_server_that_asks_for_too_much_is_not_waited_for():
    assert waits(301.0) == []


def test_success_counts_from_the_start():
    clock = Clock()
    tries = Patience(clock=clock, sleep=clock.sleep, most_tries=2).tries()
    for _ in range(5):
        assert tries.again(None)
        tries.succeeded()
    assert tries.again(None)
    assert not tries.again(None)


def test_a_wait_hears_that_it_should_end():
    clock = Clock()
    patience = Patience(clock=clock, sleep=clock.sleep, cancelled=lambda: clock.time >= 3)
    with pytest.raises(Cancelled):
        patience.tries().again(100.0)
    assert clock.time < 3 + 2 * SLICE
