"""Questions one after another: the newest wins, nothing is answered twice."""

import pytest

from core.contract.errors import OutOfMemory
from core.contract.explain import GuideStep
from desktop.state.inside.lane import Lane
from desktop.state.inside.pictures_folder import PicturesFolder


@pytest.fixture
def lane(instant, tmp_path, qtbot):
    instant.patient = True
    return Lane(instant, PicturesFolder(tmp_path))


def scales(instant):
    return [question.scale for question in instant.questions()]


def test_while_one_is_on_its_way_only_the_newest_of_the_others_waits(instant, lane):
    answered = []
    lane.answered.connect(lambda question, answer: answered.append(question.scale))
    for scale in (1.0, 2.0, 3.0, 4.0):
        lane.ask(GuideStep("r", 0, scale))
    assert scales(instant) == [1.0]
    instant.answer()
    assert scales(instant) == [1.0, 4.0]
    assert lane.busy
    instant.answer()
    assert answered == [1.0, 4.0]
    assert not lane.busy


def test_an_impatient_lane_stops_what_is_not_wanted_any_more(instant, tmp_path):
    instant.patient = True
    lane = Lane(instant, PicturesFolder(tmp_path), impatient=True)
    ends = []
    lane.ended.connect(ends.append)
    lane.ask(GuideStep("r", 0, 1.0))
    first = lane.job
    lane.ask(GuideStep("r", 0, 2.0))
    assert instant.cancelled == [first]
    assert (scales(instant), ends, lane.busy) == ([1.0, 2.0], [True], True)


def test_stop_forgets_what_waits(instant, lane):
    lane.ask(GuideStep("r", 0, 1.0))
    lane.ask(GuideStep("r", 0, 2.0))
    lane.stop()
    assert (scales(instant), lane.busy) == ([1.0], False)


def test_a_failure_is_told_and_the_lane_goes_on(instant, lane):
    failures = []
    lane.failed.connect(lambda error, _details: failures.append(type(error)))
    lane.ask(GuideStep("r", 0, 1.0))
    lane.ask(GuideStep("r", 0, 2.0))
    instant.fail(OutOfMemory("cpu", 2, 1))
    assert failures == [OutOfMemory]
    assert scales(instant) == [1.0, 2.0]


def test_what_others_asked_is_not_heard(instant, lane, tmp_path):
    other = Lane(instant, PicturesFolder(tmp_path))
    heard = []
    lane.answered.connect(lambda *_: heard.append(1))
    other.ask(GuideStep("r", 0, 1.0))
    instant.answer()
    assert heard == []
