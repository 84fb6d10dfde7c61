"""Lines come out whole, whatever pieces the bytes arrive in."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from desktop.engine.lines import LineSplitter


@given(st.binary(max_size=300), st.lists(st.integers(0, 300), max_size=6))
def test_any_cutting_gives_the_same_lines(data, cuts):
    places = [0, *sorted(cuts), len(data)]
    splitter = LineSplitter()
    lines = [
        line for start, end in itertools.pairwise(places) for line in splitter.feed(data[start:end])
    ]
    assert lines == data.split(b"\n")[:-1]


@given(st.lists(st.integers(1, 7), min_size=1))
def test_a_line_above_the_limit_is_dropped_and_the_next_ones_come(sizes):
    data = b"before\n" + b"x" * 101 + b"\nafter\n"
    splitter, lines, at = LineSplitter(limit=100), [], 0
    while at < len(data):
        for size in sizes:
            lines += splitter.feed(data[at : at + size])
            at += size
    assert lines == [b"before", b"after"]
    assert splitter.dropped == 1


def test_a_line_at_the_limit_is_kept():
    assert LineSplitter(limit=3).feed(b"abc\n") == [b"abc"]


def test_an_endless_line_takes_no_memory():
    splitter = LineSplitter(limit=1000)
    for _ in range(100):
        assert splitter.feed(b"y" * 999) == []
    assert len(splitter._rest) <= 1000
    assert splitter.feed(b"\nok\n") == [b"ok"]
