from dataclasses import replace

import pytest

from core.contract.draft import Draft, Teaching
from desktop.panels.run_verbs import RunVerbs

RUNNING = Teaching("a", Draft(word="sks", noun="dog"), "running", "/r", 10, 20)


@pytest.fixture
def verbs(qtbot):
    result = RunVerbs()
    qtbot.addWidget(result)
    result.resize(900, 60)
    result.show()

    def show(teaching=RUNNING, leaving="", learning_bytes=0, is_busy=False):
        result.show_training(
            teaching, leaving=leaving, learning_bytes=learning_bytes, is_busy=is_busy
        )
        return result

    return show


@pytest.mark.parametrize(
    "teaching",
    [
        replace(RUNNING, status=status, step=step)
        for status in ("running", "waiting", "paused", "interrupted", "failed")
        for step in (0, 10)
    ],
)
@pytest.mark.parametrize("leaving", ["", "room", "pause", "finish"])
@pytest.mark.parametrize("is_busy", [False, True])
def test_what_cannot_be_pressed_says_why(verbs, teaching, leaving, is_busy):
    shown = verbs(teaching, leaving, is_busy=is_busy)
    for button, does in (
        (shown.go_on, "nothing of its own"),
        (shown.pause, "saves and frees"),
        (shown.finish, "Ends now"),
        (shown.paint, "makes room by itself"),
        (shown.paint_with, "up to the last"),
    ):
        tip = button.toolTip()
        assert button.isEnabled() or (tip and does not in tip)


def test_the_keyboard_begins_where_something_can_be_done(verbs):
    assert verbs().entry() is verbs().pause
    assert verbs(leaving="finish").entry() is None
    paused = replace(RUNNING, status="paused")
    assert verbs(paused).entry() is verbs(paused).go_on


def test_one_that_waits_and_has_not_begun_says_what_a_pause_makes_of_it(verbs):
    assert "draft again" in verbs(replace(RUNNING, status="waiting", step=0)).pause.toolTip()
    assert "draft" not in verbs(replace(RUNNING, status="waiting")).pause.toolTip()
