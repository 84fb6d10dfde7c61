"""Measurements: kept, found again, and never trusted further than they can be true."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.generation.peaks import LEAST, MOST, RECORDS_MAX, Peaks, Record

ONE = Record("sd1-1-2", "cpu", "float32", "", 512, 512, 2, 1.3)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "cache" / "peaks.json"


def test_what_was_learned_is_there_at_the_next_start(path) -> None:
    Peaks(path).learn(ONE)
    assert Peaks(path).ratio(replace(ONE, ratio=1.0)) == 1.3


def test_of_another_model_device_or_type_nothing_is_known(path) -> None:
    peaks = Peaks(path)
    peaks.learn(ONE)
    for other in ({"model": "x"}, {"device": "cuda"}, {"dtype": "float16"}):
        assert peaks.ratio(replace(ONE, **other)) is None


def test_the_nearest_size_counts(path) -> None:
    peaks = Peaks(path)
    peaks.learn(ONE)
    peaks.learn(replace(ONE, width=1024, ratio=2.0))
    assert peaks.ratio(replace(ONE, width=576)) == 1.3
    assert peaks.ratio(replace(ONE, width=960)) == 2.0
    assert peaks.ratio(replace(ONE, width=2048, height=2048)) is None


def test_the_newest_replaces_the_same_work(path) -> None:
    peaks = Peaks(path)
    peaks.learn(ONE)
    peaks.learn(replace(ONE, ratio=2.0))
    assert [r.ratio for r in peaks.records] == [2.0]


def test_hardly_news_is_not_written(path) -> None:
    peaks = Peaks(path)
    peaks.learn(ONE)
    before = path.stat().st_mtime_ns
    peaks.learn(replace(ONE, ratio=1.301))
    assert path.stat().st_mtime_ns == before


@pytest.mark.parametrize("ratio", [0.0, LEAST / 2, MOST * 2, -1.0])
def test_what_cannot_be_true_is_not_learned(path, ratio) -> None:
    peaks = Peaks(path)
    peaks.learn(replace(ONE, ratio=ratio))
    assert not peaks.records
    assert not path.exists()


def test_there_is_an_end_to_it(path) -> None:
    peaks = Peaks(path)
    peaks._records = [replace(ONE, width=8 * n) for n in range(1, RECORDS_MAX + 1)]
    peaks.learn(replace(ONE, height=8))
    assert len(peaks.records) == RECORDS_MAX
    assert peaks.records[-1].height == 8


@pytest.mark.parametrize(
    "text",
    ["", "{", "null", "{}", "[1, null, []]", '[{"model": 1}]', "[" * 9999, "\x00", "NaN", "[NaN]"],
)
def test_a_file_of_rubbish_counts_as_none(path, text) -> None:
    path.parent.mkdir()
    path.write_text(text)
    assert Peaks(path).records == ()
    Peaks(path).learn(ONE)
    assert Peaks(path).ratio(ONE) == 1.3


def test_sound_records_among_rubbish_are_kept(path) -> None:
    Peaks(path).learn(ONE)
    data = json.loads(path.read_text())
    wrong = [{**data[0], "ratio": 1e9}, {**data[0], "more": 1}, {**data[0], "passes": 70}]
    path.write_text(json.dumps([*wrong, *data, "x"]))
    assert Peaks(path).records == (ONE,)


@given(st.binary(max_size=200))
def test_no_bytes_make_it_fail(tmp_path_factory, data) -> None:
    path = tmp_path_factory.mktemp("peaks") / "peaks.json"
    path.write_bytes(data)
    assert Peaks(path).ratio(ONE) is None


def test_a_place_that_cannot_be_written_costs_nothing(tmp_path) -> None:
    (tmp_path / "cache").write_text("a file is in the way")
    peaks = Peaks(tmp_path / "cache" / "peaks.json")
    peaks.learn(ONE)
    assert peaks.ratio(ONE) == 1.3


def test_its_own_place_is_the_cache(tmp_path) -> None:
    Peaks().learn(ONE)
    assert (tmp_path / "home" / "cache" / "memory-peaks.json").is_file()


@pytest.mark.parametrize(("passes", "sound"), [(0, False), (1, True), (17, True), (18, False)])
def test_as_many_passes_as_prompts_can_be_joined(passes, sound) -> None:
    record = Record("m", "cpu", "float32", "", 512, 512, passes, 1.0)
    assert record.is_sound is sound
