"""Phases, times and reasons in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.contract.job_events import EngineReady
from core.contract.memory import MemoryPlan
from desktop.phrases import common as phrases
from desktop.state.progress import Progress


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.01, "1 s"), (3.4, "3 s"), (9.4, "9 s"), (12, "10 s"), (41, "40 s"), (57, "55 s"), (58, "1 min"),
     (100, "2 min"), (360, "6 min"), (3599, "1 h"), (5400, "1 h 30 min"), (72000, "20 h")],
)  # fmt: skip
def test_durations_are_rounded_as_one_says_them(seconds, text):
    assert phrases.duration(seconds) == text


@given(st.floats(0, 1e6))
def test_rounding_is_never_far_off(seconds):
    shown = phrases.rounded_seconds(seconds)
    assert shown >= 1
    assert abs(shown - seconds) <= max(1, 30 if seconds > 57 else 2.5)


def progress(**changes):
    base = {"phase": "denoise", "step": 14, "steps": 25, "index": 1, "count": 4}
    return Progress(**{**base, "fraction": 0.5, "seconds_left": 3.2, **changes})


def test_the_status_sentence():
    text = phrases.progress_text(progress())
    assert text == "Drawing 2 of 4 · step 14 of 25 · about 3 s left"
    single = phrases.progress_text(progress(phase="load", count=1, index=0, seconds_left=None))
    assert single == "Drawing · loading the model"
    assert phrases.progress_text(progress(phase=None, count=1, seconds_left=None)) == "Drawing"
    old = phrases.progress_text(
        progress(phase="load", count=1, index=0, seconds_left=None, converted=0.4)
    )
    assert old == "Drawing · making the old model file safe, once: 40 %"


def test_the_promise():
    assert "not measured" in phrases.promise_text(None, 1)
    assert phrases.promise_text(4.2, 1) == "About 4 s"
    assert phrases.promise_text(16, 4) == "About 15 s for 4 pictures"


def test_stopping_says_how_long_at_most():
    assert "up to" not in phrases.stopping_text(None)
    assert "up to 12 s" not in phrases.stopping_text(0.2)
    assert "up to 10 s" in phrases.stopping_text(12)
    assert "Esc again" in phrases.stopping_text(None)
    assert phrases.stopping_text(0.2) == "Stopping after this step"
    assert phrases.stopping_text(20, "decode").startswith("Stopping, up to 20 s")


@pytest.mark.parametrize(
    "phase", ["load", "encode_text", "encode_picture", "denoise", "decode", "save"]
)
def test_every_phase_has_words(phase):
    assert phrases.phase_text(phase)
    assert phrases.phase_label(phase)[0].isupper()


@pytest.mark.parametrize("reason", ["drop", "paste", "open", "result", "clear"])
def test_every_reason_says_because(reason):
    assert phrases.reason_text(reason).startswith("because")
    assert phrases.reason_text("") == ""


def ready(device, name):
    return EngineReady("1", device, name, 2, "2.10", 1.0)


def test_devices_and_models():
    assert phrases.device_text(ready("cpu", "Xeon"))[0] == "Processor · 2 threads"
    assert phrases.device_text(ready("cuda", "RTX 3060"))[0] == "RTX 3060"
    assert "No graphics card" in phrases.computer_text(ready("cpu", "Xeon"))
    assert "RTX 3060" in phrases.computer_text(ready("cuda", "RTX 3060"))
    assert phrases.computer_text(None)
    assert (
        phrases.models_text([]) == "There is no model yet. Open a model file or the folder of one."
    )
    assert phrases.models_text(["Starter"]) == "Starter is ready."
    assert phrases.models_text(["A", "B"]) == "A, B are ready."


def test_the_engine_starting():
    assert "about" not in phrases.engine_starting(0)
    assert "about 4 s" in phrases.engine_starting(4.1)
    assert phrases.done_text(1.23) == "Drawn in 1.2 s and saved"
    assert phrases.done_text(61.7) == "Drawn in 62 s and saved"
    assert phrases.done_text(16.2, 4) == "4 pictures drawn in 16 s and saved"


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({}, "fits: 2.1 of 15 GB"),
        ({"free": -1}, "takes 2.1 GB"),
        ({"savings": ("tiled",)}, "in pieces: 2.1 of 15 GB"),
        ({"fits": False, "free": 1_500_000_000}, "Needs 2.1 GB, free: 1.5 GB"),
    ],
)
def test_memory_in_a_few_words(fields, text):
    known = {
        "needed": 2_100_000_000,
        "free": 15_000_000_000,
        "full": 3,
        "savings": (),
        "fits": True,
    }
    told = MemoryPlan(job="a", device="cpu", measured=False, **(known | fields))
    assert phrases.memory_text(told) == text
    assert phrases.memory_hint(told)


def test_what_was_given_back():
    assert "2.5 GB" in phrases.freed_text(2_500_000_000)
    assert "no memory" in phrases.freed_text(-5)
