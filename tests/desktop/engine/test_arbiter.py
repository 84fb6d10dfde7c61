"""Painting goes first. Time is virtual: the test fires the timer."""

import pytest

from desktop.engine.arbiter import IDLE_MS, Arbiter


class Heard(list):
    def on(self, arbiter):
        arbiter.pause_asked.connect(lambda: self.append("pause"))
        arbiter.go_on_asked.connect(lambda: self.append("go on"))
        arbiter.free.connect(lambda: self.append("free"))
        arbiter.waiting_changed.connect(lambda on: self.append(f"waits {on}"))
        return self


@pytest.fixture
def arbiter(qapp):
    return Arbiter()


def half_a_minute_later(arbiter):
    assert arbiter._idle.isActive()
    assert arbiter._idle.interval() == IDLE_MS == 30_000
    arbiter._idle.stop()
    arbiter._idle.timeout.emit()


def test_without_a_training_one_paints_at_once(arbiter):
    heard = Heard().on(arbiter)
    assert arbiter.paint()
    arbiter.painted()
    assert heard == []


def test_painting_pauses_a_training_and_begins_when_that_is_gone(arbiter):
    heard = Heard().on(arbiter)
    arbiter.training_started()
    assert not arbiter.paint()
    assert not arbiter.paint()  # a second picture asks for nothing more
    assert heard == ["waits True", "pause"]
    arbiter.training_gone()
    assert heard[2:] == ["waits False", "free"]
    assert arbiter.makes_room


def test_who_draws_hears_that_a_training_has_the_device_now(arbiter, qtbot):
    with qtbot.waitSignal(arbiter.taken):
        arbiter.training_started()


def test_training_comes_back_half_a_minute_after_the_last_picture(arbiter):
    heard = Heard().on(arbiter)
    arbiter.training_started()
    arbiter.paint()
    arbiter.training_gone()
    arbiter.painted()
    assert not arbiter.may_train
    assert 0 < arbiter.idle_ms <= 1.05 * IDLE_MS  # Qt may make a coarse timer so much longer
    assert arbiter.paint()  # one more picture within that time: it begins anew
    assert arbiter.idle_ms == -1
    arbiter.painted()
    half_a_minute_later(arbiter)
    assert heard[-1] == "go on"
    assert arbiter.may_train
    assert not arbiter.makes_room


def test_a_training_that_a_person_paused_does_not_come_back(arbiter):
    heard = Heard().on(arbiter)
    arbiter.training_started()
    arbiter.paint()
    arbiter.training_gone()
    arbiter.painted()
    arbiter.forget()
    assert not arbiter.makes_room
    assert arbiter.may_train  # whatever else waits may run
    assert "go on" not in heard


def test_a_stopped_picture_that_waited_is_drawn_no_more(arbiter):
    heard = Heard().on(arbiter)
    arbiter.training_started()
    arbiter.paint()
    arbiter.painted()  # the person stopped it before the device was free
    arbiter.training_gone()
    assert "free" not in heard
    half_a_minute_later(arbiter)
    assert heard[-1] == "go on"


def test_what_waits_to_train_while_one_paints_begins_after_it(arbiter):
    heard = Heard().on(arbiter)
    arbiter.paint()
    assert not arbiter.may_train
    arbiter.painted()
    assert arbiter.may_train  # a training that starts now made no room for anybody
    half_a_minute_later(arbiter)
    assert heard == ["go on"]
