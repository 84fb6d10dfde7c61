"""Sizes and durations as people say them."""

import pytest

from core.cli.amounts import duration, size


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "0 bytes"), (999, "999 bytes"), (1000, "1.0 kB"), (9_999_999, "10 MB"), (999_700, "1.0 MB"),
     (32_000_000, "32 MB"), (4_270_000_000, "4.3 GB"), (7 * 10**15, "7000 TB")],
)  # fmt: skip
def test_sizes(count, text):
    assert size(count) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(-1, "0 s"), (0.4, "0 s"), (40, "40 s"), (89, "89 s"), (100, "2 min"), (3600, "60 min"),
     (7800, "2 h 10 min")],
)  # fmt: skip
def test_durations(seconds, text):
    assert duration(seconds) == text
