"""A picture at any time step."""

import pytest

from core.contract.explain import Explained, MeasureErrors, NoiseAt
from core.contract.request import GenerationRequest
from desktop.state.inside import noise_state
from desktop.state.inside.noise_state import NoiseState

REQUEST = GenerationRequest("a swan", "x.png", 0, init="a.png")


@pytest.fixture
def noise(inside, monkeypatch):
    monkeypatch.setattr(noise_state, "REST_MS", 20)
    return NoiseState(inside.lane(), inside.lane(impatient=True), inside.lane())


def test_glances_follow_and_pictures_come_when_one_rests(qtbot, noise, instant):
    for t in (10, 500, 900):
        noise.show(REQUEST, t, 0)
    qtbot.waitUntil(lambda: noise.shown is not None and noise.shown.pictures != {})
    asked = [(q.t, q.developed) for q in instant.questions(NoiseAt)]
    assert asked == [(10, False), (900, False), (900, True)]
    assert (noise.shown.t, noise.shown.error) == (900, pytest.approx(0.1))


def test_the_error_comes_point_by_point(qtbot, noise, instant):
    with qtbot.waitSignal(noise.curves_changed):
        noise.measure(REQUEST, 3, 2)
    qtbot.waitUntil(lambda: not noise.measuring)
    assert len(noise.curves.beta) == 1000
    assert [point.t for point in noise.points] == [0, 500, 999]
    noise.ask_curves(REQUEST)
    qtbot.waitUntil(lambda: not noise.measuring)
    assert len(noise.points) == 3
    assert noise.points[0].low < noise.points[0].mean < noise.points[0].high


def test_what_was_interrupted_goes_on_when_one_rests(qtbot, noise, instant):
    instant.patient = True
    noise.measure(REQUEST, 3, 2)
    noise.points = noise.points + tuple(
        noise_state.ErrorPoint(t, (1.0,), 1.0, 1.0, 1.0) for t in (0, 500)
    )
    noise.show(REQUEST, 10, 0)
    assert len(instant.cancelled) == 1
    instant.patient = False
    instant.answer()
    qtbot.waitUntil(lambda: len(noise.points) == 3)
    assert instant.questions(MeasureErrors)[-1].begin == 2
    assert not noise.is_unfinished


def test_late_and_broken_answers(qtbot, noise, instant):
    instant.patient = True
    noise.show(REQUEST, 5, 0)
    noise._answered(NoiseAt(REQUEST, 4, 0), Explained("j", "noise", {"t": 4}))
    assert noise.shown is None
    noise.measure(REQUEST, 3, 2)
    with qtbot.waitSignal(noise.failed):
        noise._answered(MeasureErrors(REQUEST, 3, 2), Explained("j", "error", {}))
    noise.stop()
    assert not noise.measuring


def test_the_question_for_curves_is_no_point_and_is_not_lost(noise, instant):
    instant.patient = True
    noise.ask_curves(REQUEST)
    noise.show(REQUEST, 10, 0)
    assert instant.cancelled == []
    noise.measure(REQUEST, 3, 2)
    while instant.waiting:
        instant.answer()
    assert [point.t for point in noise.points] == [0, 500, 999]
    assert noise.curves is not None
