"""Memory in a whole window: beside the time, freed by the menu, let go of when idle."""

import pytest

from desktop.pages.memory_verbs import CHOICES
from desktop.settings import UNLOAD_MINUTES
from desktop.state.memory_state import MemoryState


def line(window):
    return window.page.words.foot.promise_line


def test_memory_stands_beside_the_time(open_window, qtbot):
    window = open_window(memory={})
    qtbot.waitUntil(lambda: "fits" in line(window).text())
    assert line(window).text().endswith("· fits: 2.1 of 15 GB")
    assert line(window).role == "second"
    assert not window.page.words.foot.smaller.isVisible()


def test_what_does_not_fit_is_said_before_and_a_size_that_fits_is_one_click(open_window, qtbot):
    window = open_window(
        memory={"needed": 7_900_000_000, "free": 5_200_000_000, "fits": False, "fitting": [48, 40]}
    )
    foot = window.page.words.foot
    before = foot.generate.geometry()
    qtbot.waitUntil(foot.smaller.isVisible)
    assert line(window).text() == "Needs 7.9 GB, free: 5.2 GB"
    assert line(window).role == "bad"
    assert foot.smaller.text() == "Take 48 × 40"
    assert foot.generate.geometry() == before
    foot.smaller.click()
    assert window.states.generation.size_now() == (48, 40)


def test_in_smaller_pieces_is_said_in_words_too(open_window, qtbot):
    window = open_window(memory={"savings": ["apart", "tiled"]})
    qtbot.waitUntil(lambda: "pieces" in line(window).text())
    assert line(window).role == "warning"


def test_free_memory_now(open_window, qtbot):
    window = open_window()
    window.actions_table["free_memory"].trigger()
    bar = window.page.messages
    qtbot.waitUntil(lambda: bar.message() is not None and "2.5 GB" in bar.message().text)


def test_when_an_idle_model_goes_is_remembered(open_window, settings):
    window = open_window()
    assert window.actions_table["unload_15"].isChecked()
    window.actions_table["unload_never"].trigger()
    assert settings.get(UNLOAD_MINUTES) == 0
    checked = [name for name in CHOICES if window.actions_table[name].isChecked()]
    assert checked == ["unload_never"]


@pytest.mark.parametrize("minutes", [-3, 7])
def test_a_number_that_is_no_choice_does_no_harm(open_window, settings, minutes):
    settings.put(UNLOAD_MINUTES, minutes)
    window = open_window()
    assert not any(window.actions_table[name].isChecked() for name in CHOICES)


def test_what_drew_leaves_the_device_when_a_training_takes_it(open_window, monkeypatch):
    window = open_window()
    left = []
    monkeypatch.setattr(MemoryState, "make_room", lambda state: left.append(state))
    window.teaching.arbiter.training_started()
    assert len(left) == 1
