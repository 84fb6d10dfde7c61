"""Every error has a sentence that a person can act on."""

import dataclasses
import typing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.cli import wording
from core.contract import errors as e
from core.contract import events as ev
from core.contract.error_wire import error_types
from core.contract.notices import MASK_RESIZED, SIZE_FAR, USELESS, VAE_OVERFLOW
from core.contract.teaching_promise import TeachingPromise

SAMPLES = {
    str: "swan.png",
    int: 5_000_000,
    float: 1.5,
    typing.Any: "x",
    tuple[str, ...]: ("a", "b"),
}
NASTY = "a\nb\r\x1b[31m\u202e\x00 \udcff"


def example(kind, samples=SAMPLES):
    hints = typing.get_type_hints(kind)
    return kind(**{field.name: samples[hints[field.name]] for field in dataclasses.fields(kind)})


@pytest.fixture(params=error_types().values(), ids=error_types())
def kind(request):
    return request.param


def test_every_error_has_its_own_sentence(kind):
    assert kind in wording._SENTENCES


def test_the_sentence_is_plain(kind):
    text = wording.sentence(example(kind))
    assert text[0].isupper() or text.startswith("swan.png")
    assert text.endswith(".")
    assert "!" not in text
    assert "  " not in text
    assert kind.__name__ not in text
    for jargon in ("tensor", "exception", "null", "None", "kwargs", "CUDA", "OOM"):
        assert jargon not in text, text


def test_whatever_it_carries_is_shown_in_one_printable_line(kind):
    text = wording.sentence(example(kind, {**SAMPLES, str: NASTY, tuple[str, ...]: (NASTY,)}))
    assert text.isprintable()


def test_a_long_value_is_shortened(kind):
    long = "x" * 100_000
    text = wording.sentence(example(kind, {**SAMPLES, str: long, tuple[str, ...]: (long,)}))
    assert len(text) < 1300


@pytest.mark.parametrize(
    ("error", "part"),
    [
        (e.InvalidValue("width", 130, "a multiple of 8 pixels"), "width must be a multiple of 8 pixels, not 130."),
        (e.InvalidValue("--data", None, "a folder"), "--data is missing: give a folder."),
        (e.InvalidValue("line 3: colour", 1, "no such field"), "line 3: colour is not known here"),
        (e.DiskFull("/x", 4_270_000_000, 1000), "4.3 GB are needed, 1.0 kB are free"),
        (e.DiskFull("/x", -1, -1), "The disk is full at /x. Free"),
        (e.DiskFull("", -1, -1), "The disk is full. Free"),
        (e.ModelNotFound("x", ()), "known names (none)"),
        (e.WeightsTruncated("x", 4_270_000_000, 3_100_000_000), "3.1 GB of 4.3 GB"),
        (e.NonFiniteResult("decode", "float16"), "--dtype float32"),
        (e.NonFiniteResult("decode", "float32"), "--guidance"),
        (e.OutOfMemory("cpu", -1, -1), "The computer ran out of memory: try"),
        (e.OutOfMemory("cuda", 7_900_000_000, -1), "The graphics card ran out of memory (7.9 GB more"),
    ],
)  # fmt: skip
def test_the_figures_are_told(error, part):
    assert part in wording.sentence(error)


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "0 bytes"), (999, "999 bytes"), (1000, "1.0 kB"), (9_999_999, "10 MB"), (999_700, "1.0 MB"),
     (32_000_000, "32 MB"), (4_270_000_000, "4.3 GB"), (7 * 10**15, "7000 TB")],
)  # fmt: skip
def test_sizes(count, text):
    assert wording.size(count) == text


@given(st.text())
def test_plain_is_one_printable_line(text):
    assert wording.plain(text).isprintable()


def test_a_notice_never_fails():
    error = e.ModelUnsupported("a", "FLUX")
    useless = {"code": error.code, "data": error.data()}
    assert "came whole. a cannot be used as a model: it is FLUX" in wording.notice(USELESS, useless)
    assert wording.notice(USELESS, {}).endswith(".")
    assert wording.notice("pictures_read", {}) == "? of ? pictures are read."
    assert "float16: it now works in ?" in wording.notice(VAE_OVERFLOW, {"dtype": "float16"})
    assert "Drawing at 9 × 9" in wording.notice(SIZE_FAR, {"size": "9 × 9"})
    assert "The mask is 8 × 8" in wording.notice(MASK_RESIZED, {"mask": "8 × 8"})
    assert "unheard" in wording.notice("unheard", {"of": 1})


def test_a_few_missing_bytes_are_not_rounded_away():
    text = wording.sentence(e.WeightsTruncated("a", 230_488, 230_481))
    assert "230481 of 230488 bytes" in text


def test_a_narrow_number_format_is_no_broken_file():
    assert "--dtype" in wording.sentence(e.WeightsNotFinite("a", "b", "float16"))
    assert "again" in wording.sentence(e.WeightsNotFinite("a", "b"))


def test_a_config_without_a_value_says_what_it_should_be():
    text = wording.sentence(e.ConfigInvalid("a", "its content", None, "JSON"))
    assert text == "The model's file a cannot be used: its content must be JSON."


@pytest.mark.parametrize(
    ("plan", "text"),
    [
        ({}, "fits: 5.1 GB of 6.0 GB"),
        ({"free": -1}, "fits: 5.1 GB"),
        (
            {"savings": ("apart", "tiled")},
            "fits: 5.1 GB of 6.0 GB, in smaller pieces (apart, tiled)",
        ),
        ({"fits": False, "fitting": (768, 512)}, "may not fit: 5.1 GB of 6.0 GB; 768 × 512 fits"),
        ({"fits": False}, "may not fit: 5.1 GB of 6.0 GB; no size of this shape fits"),
    ],
)
def test_a_memory_plan_is_one_line(plan, text):
    known = {"needed": 5_100_000_000, "free": 6_000_000_000, "full": 7, "savings": (), "fits": True}
    told = ev.MemoryPlan(job="a", device="cuda", measured=False, **(known | plan))
    assert wording.memory_plan(told) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(-1, "0 s"), (0.4, "0 s"), (40, "40 s"), (89, "89 s"), (100, "2 min"), (3600, "60 min"),
     (7800, "2 h 10 min")],
)  # fmt: skip
def test_durations(seconds, text):
    assert wording.duration(seconds) == text


def promise(**fields):
    known = {"needed": 2 * 10**9, "free": 8 * 10**9, "fits": True, "least": 60.0, "most": 600.0}
    return TeachingPromise(job="", device="cpu", step=0.5, **({"measured": 0.0} | known | fields))


def test_the_promise_of_a_teaching_is_one_line():
    say = wording.teaching_promise
    assert (
        say(promise())
        == "Fits: 2.0 GB of 8.0 GB. Takes 60 s to 10 min, 0.5 s a step (by a formula)."
    )
    assert say(promise(least=600.0, measured=9.0)).endswith(
        "Takes 10 min, 0.5 s a step (measured)."
    )
    changes = (("gradient_checkpointing", "true"), ("resolution", "384"))
    assert say(promise(fits=False, fitting=changes)) == (
        "Does not fit: it needs 2.0 GB of 8.0 GB; fits with gradient-checkpointing true and resolution 384."
    )
    assert (
        say(promise(fits=False, free=-1)) == "Does not fit: it needs 2.0 GB; nothing makes it fit."
    )
