"""The promised time comes from measurements, or is not given."""

import json

import pytest

from desktop.state.promise import Measured, Promise, Work

WORK = Work("m", 512, 512, 20, passes=2)


@pytest.fixture
def promise():
    found = Promise()
    found.device = "cpu"
    return found


def test_nothing_measured_nothing_promised(promise):
    assert promise.seconds(WORK) is None


def test_time_grows_with_steps_area_passes_and_count(promise):
    promise.learn("m", Measured(step=1.0, load=5.0, words=0.5, rest=2.0))
    once = promise.seconds(WORK)
    area = 512 * 512 / 1e6
    assert once == pytest.approx(0.5 + 20 * 2 * area + 2 * area)
    assert promise.seconds(WORK, loaded=False) == pytest.approx(once + 5)
    assert promise.seconds(Work("m", 512, 512, 20, passes=1)) < once
    assert promise.seconds(WORK, count=3) == pytest.approx(0.5 + 3 * (once - 0.5))
    assert promise.seconds(Work("other", 512, 512, 20, passes=2)) is None


def test_another_device_is_another_measurement(promise):
    promise.learn("m", Measured(1, 1, 1, 1))
    promise.device = "cuda"
    assert promise.seconds(WORK) is None


def test_newer_measurements_count_half(promise):
    promise.learn("m", Measured(1.0, 4.0, 1.0, 1.0))
    promise.learn("m", Measured(2.0, 0.0, 0.0, 3.0))
    assert promise.known("m") == Measured(1.5, 4.0, 1.0, 2.0)


def test_quite_another_size_is_not_guessed_and_replaces_what_was_known(promise):
    promise.learn("m", Measured(1.0, 4.0, 1.0, 1.0, area=0.01))
    assert promise.seconds(Work("m", 96, 96, 20, passes=2)) is not None
    assert promise.seconds(WORK) is None
    promise.learn("m", Measured(0.5, 0.0, 0.1, 0.2, area=1.0))
    assert promise.known("m") == Measured(0.5, 4.0, 0.1, 0.2, area=1.0)


def test_kept_as_json(promise):
    promise.learn("m", Measured(1.0, 4.0, 1.0, 1.0))
    saved = json.loads(json.dumps(promise.saved()))
    other = Promise()
    other.device = "cpu"
    other.restore({**saved, "bad": [1, 2], "worse": ["x", 1, 1, 1], "neg|": [-1, 0, 0, 0]})
    assert other.known("m") == promise.known("m")
    assert len(other.saved()) == 1


def test_a_change_is_told(promise, qtbot):
    with qtbot.waitSignal(promise.changed):
        promise.learn("m", Measured(1, 1, 1, 1))


def test_samplers_that_look_twice_take_twice_as_long():
    once = Work("m", 512, 512, 20, passes=2)
    assert Work("m", 512, 512, 20, passes=2, looks=2).amount() == 2 * once.amount()
