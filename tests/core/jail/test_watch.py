"""Deadlines: late ones are ended, others cost nothing."""

from __future__ import annotations

import threading

from core.jail.watch import Watch


def test_what_is_late_is_ended() -> None:
    ended = threading.Event()
    with Watch().until(0.05, ended.set) as deadline:
        assert ended.wait(60)
    assert deadline.passed


def test_what_is_in_time_is_left_alone() -> None:
    ended = threading.Event()
    watch = Watch()
    with watch.until(60, ended.set) as deadline:
        assert watch._deadlines == {deadline}
    assert watch._deadlines == set()  # nobody thinks of it any more
    assert not deadline.passed
    assert not ended.is_set()


def test_a_nearer_deadline_is_heard_while_waiting_for_a_farther_one() -> None:
    watch, near, far = Watch(), threading.Event(), threading.Event()
    with watch.until(600, far.set), watch.until(0.05, near.set):
        assert near.wait(60)
    assert not far.is_set()


def test_one_thread_for_all() -> None:
    watch = Watch()
    before = threading.active_count()
    for _ in range(50):
        with watch.until(60, lambda: None), watch.until(50, lambda: None):
            pass
    assert threading.active_count() <= before + 1
