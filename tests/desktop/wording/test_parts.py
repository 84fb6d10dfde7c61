"""Sizes as people say them."""

from pathlib import Path

import pytest

from desktop.wording.parts import UNBROKEN, amount_text, folder_of, name_of, place, size_text


@pytest.mark.parametrize(
    ("size", "text"),
    [(900, "900 bytes"), (1_200, "1.2 kB"), (19_000_000, "19 MB"), (1_210_000_000, "1.2 GB")],
)
def test_sizes(size, text):
    assert size_text(size) == text


def test_a_file_is_called_by_its_last_part():
    assert name_of("/home/me/a swan.png") == "a swan.png"
    assert name_of("/") == "/"


def test_number_and_unit_stay_in_one_line_of_a_sentence():
    assert amount_text(19_000_000) == f"19{UNBROKEN}MB"


def test_a_file_lies_in_its_folder_and_a_folder_is_one():
    assert folder_of("/home/me/a swan.png") == "/home/me"
    assert folder_of("/home/me") == "/home/me"


def test_a_home_is_a_tilde_and_tricks_are_plain(monkeypatch):
    monkeypatch.setattr(Path, "home", lambda: Path("/home/me"))
    assert place("/home/me/sd") == "~/sd"
    assert place("/home/me") == "~"
    assert place("/home/meme") == "/home/meme"
    assert "\u202e" not in place("/x/\u202egnp")
