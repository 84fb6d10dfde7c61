import pytest

from core.contract import events as ev
from core.contract.request import GenerationRequest
from desktop.engine.arbiter import Arbiter
from desktop.engine.turnstile import Turnstile


def drawing(job):
    return ev.Generate(
        job, GenerationRequest(prompt="a swan", model="starter", output="/tmp", seed=1)
    )


@pytest.fixture
def gate(qapp):
    arbiter = Arbiter()
    turnstile = Turnstile(arbiter)
    let_in = []
    turnstile.let_in.connect(lambda job: let_in.append(job.job))
    return arbiter, turnstile, let_in


def test_questions_pass_while_a_training_runs_and_drawings_wait(gate):
    arbiter, turnstile, let_in = gate
    arbiter.training_started()
    assert turnstile.admits(ev.CountTokens("q", "starter", "a"))
    assert not turnstile.admits(drawing("a"))
    assert not turnstile.admits(drawing("b"))
    arbiter.training_gone()
    assert let_in == ["a", "b"]


def test_a_dropped_drawing_never_reaches_the_engine(gate):
    arbiter, turnstile, let_in = gate
    arbiter.training_started()
    turnstile.admits(drawing("a"))
    assert turnstile.drop("a")
    assert not turnstile.drop("a")
    arbiter.training_gone()
    assert let_in == []
    assert arbiter.idle_ms > 0  # nothing is painted any more: the half minute runs


def test_painting_ends_with_the_last_open_drawing(gate):
    arbiter, turnstile, _ = gate
    assert turnstile.admits(drawing("a"))
    assert turnstile.admits(drawing("b"))
    turnstile.hear(ev.JobDone("a", 1.0))
    assert not arbiter.may_train
    turnstile.hear(ev.JobCancelled("b"))
    assert arbiter.may_train
