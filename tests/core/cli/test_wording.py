"""Every error has a sentence that a person can act on."""

import dataclasses
import typing

import pytest

from core.cli import wording
from core.contract import errors as e
from core.contract.error_wire import error_types

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


def test_a_few_missing_bytes_are_not_rounded_away():
    text = wording.sentence(e.WeightsTruncated("a", 230_488, 230_481))
    assert "230481 of 230488 bytes" in text


def test_a_narrow_number_format_is_no_broken_file():
    assert "--dtype" in wording.sentence(e.WeightsNotFinite("a", "b", "float16"))
    assert "again" in wording.sentence(e.WeightsNotFinite("a", "b"))


def test_a_config_without_a_value_says_what_it_should_be():
    text = wording.sentence(e.ConfigInvalid("a", "its content", None, "JSON"))
    assert text == "The model's file a cannot be used: its content must be JSON."
