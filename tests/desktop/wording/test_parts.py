"""Sizes as people say them."""

import pytest

from desktop.wording.parts import name_of, size_text


@pytest.mark.parametrize(
    ("size", "text"),
    [(900, "900 bytes"), (1_200, "1.2 kB"), (19_000_000, "19 MB"), (1_210_000_000, "1.2 GB")],
)
def test_sizes(size, text):
    assert size_text(size) == text


def test_a_file_is_called_by_its_last_part():
    assert name_of("/home/me/a swan.png") == "a swan.png"
    assert name_of("/") == "/"
