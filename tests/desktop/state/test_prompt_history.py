"""The words that were drawn, walked through and searched."""

import pytest

from core.contract.errors import DiskFull
from core.files import prompt_log
from core.files.prompt_log import Entry
from desktop.state.prompt_history import PromptHistory


@pytest.fixture
def history(qapp, own_folders):
    made = PromptHistory()
    for text in ("a", "b", "c"):
        made.add(Entry(text))
    return made


def test_newest_first_and_each_once(history) -> None:
    history.add(Entry("a"))
    history.add(Entry("a"))
    history.add(Entry("  "))
    assert [entry.prompt for entry in history.entries()] == ["a", "c", "b"]
    assert PromptHistory().entries() == history.entries()


def test_back_to_the_oldest_and_forth_to_the_draft(history) -> None:
    now, seen = Entry("draft"), []
    for by in (1, 1, 1, 1, -1, -1, -1, -1):
        now = history.step(now, by) or now
        seen.append(now.prompt)
    assert seen == ["c", "b", "a", "a", "b", "c", "draft", "draft"]


def test_words_that_stand_there_already_are_passed_over(history) -> None:
    assert history.step(Entry("c"), 1) == Entry("b")


def test_changed_words_are_a_new_draft(history) -> None:
    assert history.step(Entry("x"), 1) == Entry("c")
    assert history.step(Entry("c changed"), 1) == Entry("c")
    assert history.step(Entry("c"), -1) == Entry("c changed")


def test_search(history) -> None:
    history.add(Entry("a swan", "blurry"))
    assert history.found("SWAN blur") == [Entry("a swan", "blurry")]
    assert len(history.found("")) == 4


def test_a_full_disk_takes_nothing_from_the_pictures(history, monkeypatch) -> None:
    def full(entries) -> None:
        raise DiskFull("x", 1, 0)

    monkeypatch.setattr(prompt_log, "write", full)
    history.add(Entry("d"))
    assert history.entries()[0] == Entry("d")
