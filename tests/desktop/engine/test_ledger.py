"""What is asked again after a crash, and what is not."""

import pytest

from core.contract import events as ev
from core.contract.request import GenerationRequest
from core.contract.teaching import DreamBoothConfig
from core.contract.training import TrainingConfig
from desktop.engine.ledger import Ledger


def generate(job: str, count: int = 1) -> ev.Generate:
    return ev.Generate(job, GenerationRequest("a swan", "out", seed=10, count=count))


def image(job: str, index: int = 0, count: int = 1) -> ev.ImageDone:
    return ev.ImageDone(job, f"{index}.png", 10 + index, 8, 8, 1.0, index, count)


@pytest.fixture
def ledger():
    return Ledger()


def test_the_running_job_is_the_first_that_is_no_question(ledger):
    ledger.add(ev.CountTokens("q", "starter", "a swan"))
    ledger.add(generate("a"))
    ledger.add(generate("b"))
    assert ledger.running().job.job == "a"
    ledger.hear(ev.JobDone("a", 1.0))
    assert ledger.running().job.job == "b"


def a_trial(job: str) -> ev.TryTeaching:
    return ev.TryTeaching(job, DreamBoothConfig(photos="p", class_noun="d", output="o"), 5)


def test_a_trial_gives_way_and_is_not_asked_twice(ledger):
    ledger.add(a_trial("t"))
    ledger.add(generate("a"))
    assert ledger.running().job.job == "a"
    assert ledger.survive(-9, "", blame=True) == []  # the drawing is to blame
    ledger.hear(ev.JobDone("a", 1.0))
    assert ledger.running().job.job == "t"
    (end,) = ledger.survive(-9, "", blame=True)
    assert (end.job, end.code) == ("t", "EngineStopped")
    assert ledger.again() == []


@pytest.mark.parametrize(
    "end",
    [ev.JobDone("a", 1.0), ev.JobCancelled("a"), ev.JobFailed("a", "Cancelled", {})],
)
def test_each_end_ends_the_job_once(ledger, end):
    ledger.add(generate("a"))
    assert ledger.hear(end) == end
    assert "a" not in ledger
    assert ledger.hear(end) is None


def test_events_of_unknown_jobs_are_not_passed_on(ledger):
    assert ledger.hear(ev.Step("ghost", 1, 5)) is None
    assert ledger.hear(ev.EngineReady("0", "cpu", "cpu", 1, "0", 0.0)) is None


def test_the_second_death_sets_the_job_aside_and_keeps_the_others(ledger):
    ledger.add(generate("a"))
    ledger.add(generate("b"))
    assert ledger.survive(-9, "", blame=True) == []
    assert [job.job for job in ledger.again()] == ["a", "b"]
    (end,) = ledger.survive(-9, "tail", blame=True)
    assert (end.job, end.code, end.data, end.details) == (
        *("a", "EngineStopped", {"exit_code": -9}, "tail"),
    )
    assert [job.job for job in ledger.again()] == ["b"]


def test_a_death_that_is_nobodys_fault_does_not_count(ledger):
    ledger.add(generate("a"))
    for _ in range(5):
        assert ledger.survive(-9, "", blame=False) == []


def test_a_cancelled_job_is_not_asked_again(ledger):
    ledger.add(generate("a"))
    ledger.entry("a").cancelling = True
    assert ledger.survive(-9, "", blame=True) == [ev.JobCancelled("a")]
    assert ledger.again() == []


def test_a_cancelled_job_that_dies_twice_ends_once(ledger):
    ledger.add(generate("a"))
    ledger.survive(-9, "", blame=True)
    ledger.entry("a").cancelling = True
    assert len(ledger.survive(-9, "", blame=True)) == 1
    assert len(ledger) == 0


def test_only_the_missing_pictures_of_a_batch_are_drawn_again(ledger):
    ledger.add(generate("a", count=5))
    for index in range(2):
        ledger.hear(image("a", index, 5))
    ledger.survive(-9, "", blame=True)
    (again,) = ledger.again()
    assert (again.request.seed, again.request.count) == (12, 3)
    assert ledger.hear(ev.Step("a", 1, 8, 0, 3)) == ev.Step("a", 1, 8, 2, 5)
    assert ledger.hear(ev.Preview("a", "", 1, 1)).index == 3
    assert ledger.hear(image("a", 0, 3)).index == 2
    ledger.survive(-9, "", blame=False)
    assert ledger.again()[0].request.seed == 13


def test_a_job_whose_last_word_was_lost_is_done(ledger):
    ledger.add(generate("a"))
    ledger.hear(image("a"))
    assert ledger.survive(-9, "", blame=True) == [ev.JobDone("a", 0.0)]


def test_a_training_goes_on_from_its_checkpoint(ledger):
    ledger.add(ev.Train("t", TrainingConfig(task="vae", data="photos", output="run")))
    assert not ledger.again()[0].resume
    ledger.survive(-9, "", blame=True)
    assert ledger.again()[0].resume


def test_giving_up_ends_every_job(ledger):
    ledger.add(generate("a"))
    ledger.add(ev.CountTokens("q", "starter", "a swan"))
    assert [end.job for end in ledger.give_up(3, "tail")] == ["a", "q"]
    assert len(ledger) == 0
