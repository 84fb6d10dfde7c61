"""Preparations tell how far they are, now and then, and can be stopped."""

import pytest

from core.contract.errors import Cancelled
from core.training.data.dataset import Progress
from core.training.data.telling import told
from core.training.distributed import World
from core.training.watch import Watch


def steps(code, count):
    return [Progress(code, n, count) for n in range(1, count + 1)]


def heard(work, seconds):
    """What is told of work whose pieces take so many seconds each."""
    now = [0.0]

    def passing():
        for progress in work:
            now[0] += seconds
            yield progress

    return list(told(passing(), Watch("j"), World(), lambda: now[0]))


def test_slow_work_is_told_more_often():
    assert [e.data["done"] for e in heard(steps("p", 25), 0.01)] == [25]
    assert [e.data["done"] for e in heard(steps("p", 2500), 0.0)] == [1000, 2000, 2500]
    many = heard(steps("p", 25), 0.5)
    assert [e.data["done"] for e in many] == [10, 20, 25]
    assert {e.job for e in many} == {"j"}
    assert [e.data["done"] for e in heard(steps("p", 3), 60.0)] == [1, 2, 3]


def test_that_nothing_is_done_yet_is_told_at_once():
    assert [e.data["done"] for e in heard([Progress("p", 0, 3), *steps("p", 3)], 0.01)] == [0, 3]


def test_it_stops():
    with pytest.raises(Cancelled):
        list(told(steps("pictures_read", 2), Watch(cancelled=lambda: True), World()))
