"""Whoever does not listen asks for nothing."""

from core.training.watch import Watch


def test_nobody_asks_for_anything():
    watch = Watch()
    assert (watch.job, watch.cancelled(), watch.finished()) == ("", False, False)
