"""Steps at full size, when somebody rests on them."""

import pytest

from core.contract.explain import ShowStep
from desktop.state.inside import developed
from desktop.state.inside.developed import Developed


@pytest.fixture
def steps(recorded, instant, monkeypatch):
    monkeypatch.setattr(developed, "REST_MS", 20)
    return Developed(instant, recorded.folder)


def test_only_the_step_one_rests_on_is_developed_and_only_once(qtbot, recorded, instant, steps):
    run = recorded.run.run
    for step in range(4):
        steps.want(run, step)
    qtbot.waitUntil(lambda: "noise" in steps.paths(run, 3))
    assert [question.shown_step for question in instant.questions(ShowStep)] == [3]
    steps.want(run, 3)
    qtbot.wait(60)
    assert len(instant.questions(ShowStep)) == 1
    assert steps.paths(run, 0) == {}


def test_of_a_forgotten_run_no_more_is_asked(qtbot, recorded, instant, steps):
    instant.forgets = True
    run = recorded.run.run
    with qtbot.waitSignal(steps.failed):
        steps.want(run, 1)
    steps.want(run, 2)
    qtbot.wait(60)
    assert len(instant.questions(ShowStep)) == 1


def test_stop(qtbot, recorded, instant, steps):
    steps.want(recorded.run.run, 1)
    steps.stop()
    qtbot.wait(60)
    assert instant.questions(ShowStep) == []
