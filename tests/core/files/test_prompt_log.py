"""The last prompts on the disk."""

import pytest

from core.files import prompt_log
from core.files.prompt_log import KEPT, Entry


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("REVERIE_HOME", str(tmp_path))


def test_there_and_back_and_no_more_than_are_kept() -> None:
    assert prompt_log.read() == ()
    entries = [Entry(f"a swan {i}", "blurry" if i % 2 else "") for i in range(KEPT + 5)]
    prompt_log.write(entries)
    assert prompt_log.read() == tuple(entries[:KEPT])


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"prompts": 3}', '{"prompts": [3, ["a"], ["b", 1]]}', "[" * 9_999]
)
def test_a_file_that_makes_no_sense_is_no_history(text) -> None:
    prompt_log.write([])
    prompt_log.path().write_text(text)
    assert prompt_log.read() == ()


def test_searched_in_both_fields_in_any_case() -> None:
    entry = Entry("A Swan in oil", "Blurry")
    assert entry.has(["swan", "BLUR"])
    assert entry.has([])
    assert not entry.has(["swan", "goose"])


def test_a_history_that_cannot_be_read_is_kept_beside_the_new_one() -> None:
    prompt_log.write([])
    prompt_log.path().write_text("{")
    prompt_log.write([Entry("a swan")])
    assert prompt_log.read() == (Entry("a swan"),)
    assert prompt_log.path().with_name(f"{prompt_log.FILE}.damaged").read_text() == "{"
