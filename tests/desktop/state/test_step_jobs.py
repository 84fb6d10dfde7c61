"""What the engine is asked about single steps, and what comes of it."""

import json

import pytest

from core.contract import events as ev
from core.contract.draft import Draft, Teaching
from core.contract.errors import DiskFull
from core.contract.judging import Choice
from core.files.run_names import TAKING
from core.files.trainings import run_folders
from desktop.state.step_jobs import StepJobs
from desktop.state.training_records import TrainingRecords
from tests.support.instant_engine import InstantClient

DRAFT = Draft(word="sks", noun="dog")


@pytest.fixture
def client():
    return InstantClient()


@pytest.fixture
def records(qtbot, own_folders, tmp_path):
    made = TrainingRecords()
    finished = Teaching("a", DRAFT, "finished", str(tmp_path), 600, 600, result="r", chosen=400)
    running = Teaching("b", DRAFT, "running", str(tmp_path / "b"), 50, 600)
    for teaching in (finished, running, Teaching("c", DRAFT)):
        made._put(teaching)
    yield made
    made.save_now()  # else it would write later, into the folders of another test


@pytest.fixture
def steps(client, records):
    return StepJobs(client, records)


def test_a_taken_step_is_noted_with_the_reason_and_the_former_is_told(
    qtbot, steps, client, records
):
    steps.take("a", 200)
    steps.take("a", 300)  # one at a time
    (job,) = client.asked
    assert (job.run, job.step, steps.is_busy("a")) == (records.get("a").folder, 200, True)
    client.heard.emit(ev.Chosen(job.job, Choice(200, "asked", 6), early=False))
    client.heard.emit(ev.TrainDone(job.job, 600, "r"))
    with qtbot.waitSignal(steps.taken) as told:
        client.heard.emit(ev.JobDone(job.job, 1.0))
    assert told.args == ["a", 400]
    assert records.get("a").chosen == 200
    assert json.loads(records.get("a").why)["why"] == "asked"
    assert not steps.is_busy("a")


def test_what_goes_wrong_changes_nothing(qtbot, steps, client, records):
    steps.take("a", 200)
    with qtbot.waitSignal(steps.refused) as told:
        client.heard.emit(ev.JobFailed.of(client.asked[0].job, DiskFull("/x", 1, 2)))
    assert isinstance(told.args[1], DiskFull)
    assert records.get("a").chosen == 400
    assert not steps.is_busy("a")


def test_only_what_is_finished_has_a_result_to_take(steps, client):
    for identifier in ("b", "c", "nobody"):
        steps.take(identifier, 200)
    assert client.asked == []


def test_what_is_learned_so_far_is_told_where_it_lies(qtbot, steps, client, tmp_path):
    assert [teaching.id for teaching in steps.unfinished()] == ["b"]
    steps.save_so_far("b")
    (job,) = client.asked
    with qtbot.waitSignal(steps.so_far) as told:
        client.heard.emit(ev.SoFarSaved(job.job, 40, str(tmp_path)))
    assert told.args == ["b", run_folders.SoFar(40, tmp_path)]
    client.heard.emit(ev.JobDone(job.job, 1.0))
    steps.save_so_far("c")  # a draft has learned nothing
    assert len(client.asked) == 1


def test_a_taking_that_a_crash_left_is_ended_at_the_start(steps, client, tmp_path):
    steps.end_begun()
    assert client.asked == []
    (tmp_path / TAKING).write_text('{"step": 200, "copy": null}')
    steps.end_begun()
    (job,) = client.asked
    assert job.step == 200
