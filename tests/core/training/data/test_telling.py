"""Preparations tell how far they are, now and then, and can be stopped."""

import pytest

from core.contract.errors import Cancelled
from core.training.data.dataset import Progress
from core.training.data.telling import told
from core.training.distributed import World
from core.training.watch import Watch


def steps(code, count):
    return [Progress(code, n, count) for n in range(1, count + 1)]


def test_slow_work_is_told_more_often():
    few = list(told(steps("pictures_read", 25), Watch("j"), World()))
    many = list(told(steps("class_pictures_drawn", 25), Watch("j"), World()))
    assert [e.data["done"] for e in few] == [25]
    assert [e.data["done"] for e in many] == [10, 20, 25]
    assert {e.job for e in many} == {"j"}


def test_it_stops():
    with pytest.raises(Cancelled):
        list(told(steps("pictures_read", 2), Watch(cancelled=lambda: True), World()))
