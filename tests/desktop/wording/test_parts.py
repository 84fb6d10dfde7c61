"""Sizes as people say them."""

import errno
import os

import pytest

from desktop.wording.parts import name_of, reason_text, size_text


@pytest.mark.parametrize(
    ("size", "text"),
    [(900, "900 bytes"), (1_200, "1.2 kB"), (19_000_000, "19 MB"), (1_210_000_000, "1.2 GB")],
)
def test_sizes(size, text):
    assert size_text(size) == text


def test_a_file_is_called_by_its_last_part():
    assert name_of("/home/me/a swan.png") == "a swan.png"
    assert name_of("/") == "/"


def test_a_usual_reason_is_said_in_the_windows_words():
    assert reason_text(os.strerror(errno.EROFS)) == "the disk is read-only"
    assert reason_text("a file is in the way") == "a file is in the way"


def test_an_unusual_reason_is_said_as_the_system_said_it():
    assert reason_text("Stale file handle") == "Stale file handle"
