"""The engine as a real process: what it says, what it survives, and how it ends."""

import base64
import os
import signal
import subprocess
import sys

import pytest

from core.contract import events as ev
from core.contract.digits import ScoreDigit
from core.contract.training import TrainingConfig

END = (ev.JobDone, ev.JobCancelled, ev.JobFailed)


def test_jobs_are_done_in_order_and_every_one_ends(engine):
    for job in "abc":
        engine.draw(job, "steps 2")
    heard = [event for _ in "abc" for event in engine.hear_until(END)]
    assert [event.job for event in heard] == ["a"] * 3 + ["b"] * 3 + ["c"] * 3
    assert engine.end() == (0, [], "")


def test_a_cancel_is_heard_while_a_job_runs(engine):
    engine.draw("a", "steps 1000")
    engine.hear_until(ev.Step)
    engine.say(ev.Cancel("a"))
    assert engine.hear_until(END)[-1] == ev.JobCancelled("a")


def test_a_waiting_job_is_dropped_at_once(engine):
    engine.draw("a", "steps 1000")
    engine.draw("b", "steps 1")
    engine.say(ev.Cancel("b"), ev.Cancel("unknown"))
    assert engine.hear_until(END)[-1] == ev.JobCancelled("b")
    engine.say(ev.Cancel("a"))
    assert engine.hear_until(END)[-1] == ev.JobCancelled("a")
    assert engine.end()[1] == []


def test_pieces_are_counted_while_a_job_runs(engine):
    engine.draw("a", "steps 1000")
    engine.say(ev.CountTokens("q", "starter", "a graceful swan"))
    assert engine.hear_until(ev.TokenCount)[-1] == ev.TokenCount("q", 3, 75)
    engine.say(ev.CountTokens("r", "none", ""))
    failed = engine.hear_until(ev.JobFailed)[-1]
    assert (failed.job, failed.code) == ("r", "FileMissing")


def test_a_cancel_is_heard_while_an_answer_takes_its_time(engine):
    engine.draw("a", "steps 1000")
    engine.hear_until(ev.Step)
    engine.say(ev.CountTokens("q", "starter", "slow"), ev.Cancel("a"))
    assert engine.hear_until(END)[-1] == ev.JobCancelled("a")
    assert engine.end()[0] == 0, "it waits for no answer"


def test_memory_is_planned_while_a_job_runs(engine):
    engine.draw("a", "steps 1000")
    engine.say(ev.AskMemory("q", "starter", 100, 50, passes=2))
    answer = engine.hear_until(ev.MemoryPlan)[-1]
    assert (answer.job, answer.needed, answer.fits) == ("q", 5000, True)


def test_a_drawing_is_judged_while_a_job_runs(engine):
    engine.draw("a", "steps 1000")
    engine.say(ev.Peek("q", ScoreDigit(base64.b64encode(bytes(576)).decode())))
    answer = engine.hear_until(ev.Explained)[-1]
    assert (answer.job, answer.figures) == ("q", {"score": 0.5})


@pytest.mark.parametrize(
    ("prompt", "code"),
    [("known", "FileMissing"), ("oom", "OutOfMemory"), ("defect", "UnexpectedError")],
)
def test_the_engine_lives_on_after_a_failure(engine, prompt, code):
    engine.draw("a", prompt)
    failed = engine.hear()
    assert (failed.job, failed.code) == ("a", code)
    assert ("ZeroDivisionError: three apples" in failed.details) is (code == "UnexpectedError")
    engine.draw("b", "steps 1")
    assert engine.hear_until(END)[-1].job == "b"
    assert ("released" in engine.end()[2]) is (code == "OutOfMemory")


def test_unload_takes_its_turn(engine):
    engine.draw("a", "steps 2")
    engine.say(ev.Unload("u"))
    assert [event.job for event in engine.hear_until(END)] == ["a"] * 3
    assert engine.hear() == ev.MemoryFreed("u", 9, 4)
    assert isinstance(engine.hear(), ev.JobDone)
    assert "released" in engine.end()[2]


def test_prints_never_reach_the_protocol(engine):
    engine.draw("a", "print")
    assert isinstance(engine.hear(), ev.JobDone)
    status, rest, errors = engine.end()
    assert (status, rest) == (0, [])
    for text in ("a library talks", "and its native half", "and its child"):
        assert text in errors


@pytest.mark.parametrize(
    "line",
    [
        b"hello",
        b"null",
        b"[" * 100_000,
        b"\xff\xfe",
        b'{"type": "Nothing"}',
        b'{"type": "Step"}',
        b"x" * 5_000_000,
    ],
)
def test_a_broken_line_is_refused_and_the_next_is_heard(engine, line):
    engine.write(line + b"\n\n")
    refused = engine.hear()
    assert (refused.job, refused.code) == ("", "InvalidValue")
    engine.draw("a", "steps 1")
    assert engine.hear_until(END)[-1].job == "a"


@pytest.mark.parametrize(
    "request_text",
    [
        b'{"prompt": "a swan"}',
        b'{"prompt": "a swan", "output": ".", "seed": ' + b"[" * 700 + b"]" * 700 + b"}",
    ],
    ids=["incomplete", "nested"],
)
def test_a_broken_job_is_ended_by_its_name(engine, request_text):
    engine.write(b'{"type": "Generate", "job": "a", "request": ' + request_text + b"}\n")
    failed = engine.hear()
    assert (failed.job, failed.code) == ("a", "InvalidValue")


def test_the_end_of_stdin_ends_a_drawing_engine(engine):
    engine.draw("a", "steps 100000")
    engine.draw("b", "steps 1")
    engine.hear_until(ev.Step)
    status, rest, _ = engine.end()
    assert status == 0
    assert rest[-1] == ev.JobCancelled("a")


def test_the_end_of_stdin_ends_an_engine_that_is_not_ready(start_engine):
    status, greeting, _ = start_engine("--slow").end()
    assert (status, greeting) == (0, [])  # it was not waited for


@pytest.mark.parametrize("end", ["stdin", "terminate"])
def test_a_training_saves_before_the_engine_ends(engine, tmp_path, end):
    saved = tmp_path / "saved"
    engine.say(ev.Train("t", TrainingConfig(task="vae", data="photos", output=str(saved))))
    engine.hear_until(ev.TrainStep)
    if end == "terminate":
        engine.process.terminate()
        assert engine.hear() == ev.JobCancelled("t")
    assert engine.end()[0] == 0
    assert saved.read_text() == "saved"


def test_a_training_saves_even_where_nobody_listens(engine, tmp_path):
    saved = tmp_path / "saved"
    engine.say(ev.Train("t", TrainingConfig(task="vae", data="photos", output=str(saved))))
    engine.hear_until(ev.TrainStep)
    engine.process.stdout.close()
    engine.process.stdin.close()
    assert engine.process.wait(timeout=60) == 0
    assert saved.read_text() == "saved"


def test_a_reader_that_left_ends_the_engine(engine):
    engine.process.stdout.close()
    engine.draw("a", "steps 100000")
    assert engine.process.wait(timeout=60) == 0


def test_terminate_ends_a_drawing_engine_at_once(engine):
    engine.draw("a", "steps 100000")
    engine.hear_until(ev.Step)
    engine.process.terminate()
    assert engine.process.wait(timeout=60) in (0, 128 + signal.SIGTERM)


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX")
def test_terminate_is_heard_whichever_thread_takes_it(engine):
    """The main thread sleeps in its read and does not learn of it."""
    engine.draw("a", "signal")
    assert engine.process.wait(timeout=60) in (0, 128 + signal.SIGTERM)


def test_an_engine_that_cannot_start_says_why(start_engine):
    broken = start_engine("--broken")
    broken.process.wait(timeout=60)
    status, events, errors = broken.end()
    assert (status, events) == (1, [])
    assert "no torch here" in errors


def test_a_native_crash_leaves_its_stack(engine):
    engine.draw("a", "segv")
    engine.process.wait(timeout=60)
    status, events, errors = engine.end()
    assert (status, events) == (-signal.SIGSEGV, [])
    assert "Segmentation fault" in errors
    assert "plain_engine.py" in errors


def test_an_exit_in_the_worker_ends_the_process(engine):
    engine.draw("a", "exit")
    assert engine.process.wait(timeout=60) == 1


def test_it_has_its_own_group(engine):
    assert os.getpgid(engine.process.pid) == engine.process.pid


PARENT = """
import subprocess, sys
subprocess.Popen([sys.executable, *sys.argv[1:]])
sys.stdin = None
import time
time.sleep(600)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the end of stdin alone does it")
@pytest.mark.parametrize("training", [False, True])
def test_no_engine_outlives_a_killed_parent_but_one_that_saves(engine_script, tmp_path, training):
    saved = tmp_path / "saved"
    pipe = subprocess.PIPE
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, engine_script], stdin=pipe, stdout=pipe, text=True
    )
    assert "EngineReady" in parent.stdout.readline()
    config = TrainingConfig(task="vae", data="photos", output=str(saved))
    job = ev.Train("t", config) if training else ev.CountTokens("q", "starter", "")
    parent.stdin.write(ev.to_line(job) + "\n")
    parent.stdin.flush()
    assert '"job"' in parent.stdout.readline()
    parent.kill()
    parent.wait()
    if training:
        parent.stdin.close()
        parent.stdout.read()  # until the last holder of the pipe has ended
        assert saved.read_text() == "saved"
    else:
        assert parent.stdout.read() == ""  # stdin is still open: the system ended it
        parent.stdin.close()
    parent.stdout.close()
