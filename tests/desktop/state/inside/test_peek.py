"""Questions that are answered at once: one at a time, the newest next."""

import pytest

from core.contract import events as ev
from core.contract.digits import Peek, ShowRun
from core.contract.errors import RunFolderInvalid
from core.contract.explain import Explained
from desktop.state.inside.peek import Peeks


@pytest.fixture
def peeks(qtbot, instant):
    return Peeks(instant)


def asked(client):
    return [job for job in client.asked if isinstance(job, Peek)]


def test_of_those_that_wait_only_the_newest_is_asked(peeks, instant):
    answers = []
    peeks.answered.connect(lambda question, _answer: answers.append(question.run_folder))
    for name in "abc":
        peeks.ask(ShowRun(name))
    assert [job.peeked.run_folder for job in asked(instant)] == ["a"]
    instant.heard.emit(Explained("another", "run"))
    instant.heard.emit(Explained(asked(instant)[0].job, "run"))
    assert [job.peeked.run_folder for job in asked(instant)] == ["a", "c"]
    instant.heard.emit(Explained(asked(instant)[1].job, "run"))
    assert answers == ["a", "c"]
    assert not peeks.busy


def test_a_failure_is_told_and_the_next_may_be_asked(qtbot, peeks, instant):
    peeks.ask(ShowRun("a"))
    with qtbot.waitSignal(peeks.failed):
        error = RunFolderInvalid("a", "it holds no run to resume")
        instant.heard.emit(ev.JobFailed.of(asked(instant)[0].job, error))
    assert not peeks.busy
