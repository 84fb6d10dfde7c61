"""The run folder of what has learned something is away: on a drive that is off, or moved. Nothing begins again."""

from dataclasses import replace
from pathlib import Path

import pytest

from core.contract import events as ev
from core.contract.draft import Draft, Teaching
from core.contract.errors import FileMissing, NotWritable
from core.files.trainings import records as teachings
from desktop.state.trainings_state import error_of
from tests.support.played_training import Played, running, started


@pytest.fixture
def paused(qtbot, played, photos):
    """At step 740: its id, its folder, and where the test puts the folder."""
    state, client, _ = played
    identifier = running(qtbot, state, client, photos)
    state.pause(identifier)
    client.heard.emit(ev.CheckpointSaved(identifier, 740, "x"))
    client.end(ev.JobCancelled(identifier))
    folder = Path(state.get(identifier).folder)
    return identifier, folder, folder.with_name("away")


def test_going_on_waits_for_the_folder_and_then_goes_on(qtbot, played, paused):
    state, client, _ = played
    identifier, folder, away = paused
    folder.rename(away)
    with qtbot.waitSignal(state.failed) as told:
        state.start(identifier)
    qtbot.wait(120)
    assert len(client.jobs) == 1
    assert told.args == [identifier, FileMissing(str(folder))]
    missing = state.get(identifier)
    assert (missing.step, missing.status, missing.folder) == (740, "failed", str(folder))
    assert error_of(missing) == FileMissing(str(folder))
    assert state.reopen(identifier) is None
    away.rename(folder)
    state.start(identifier)
    qtbot.waitUntil(lambda: client.busy, timeout=5000)
    assert client.job.resume
    assert client.job.config.output == str(folder)


def test_stop_and_keep_that_missed_the_folder_is_forgotten(qtbot, played, paused):
    state, client, _ = played
    identifier, folder, away = paused
    folder.rename(away)
    state.finish(identifier)
    away.rename(folder)
    state.start(identifier)
    qtbot.waitUntil(lambda: client.busy, timeout=5000)
    assert client.finishes == 0  # it learns on


def test_a_folder_that_goes_while_it_waits_is_missed_when_its_turn_comes(
    qtbot, played, paused, photos
):
    state, client, _ = played
    identifier, folder, away = paused
    first = started(qtbot, state, client, photos, "b")
    state.start(identifier)
    third = started(qtbot, state, client, photos, "c")
    qtbot.waitUntil(lambda: client.busy, timeout=5000)
    folder.rename(away)
    client.end(ev.JobDone(first, 1.0))
    qtbot.waitUntil(lambda: client.busy, timeout=5000)
    assert client.job.job == third, "who comes after it has its turn"
    assert (state.get(identifier).status, state.get(identifier).step) == ("failed", 740)


def test_one_that_waits_without_its_folder_is_paused_and_no_draft(qtbot, played, paused, photos):
    state, client, _ = played
    identifier, folder, away = paused
    started(qtbot, state, client, photos, "b")
    state.start(identifier)
    folder.rename(away)
    state.pause(identifier)
    assert (state.get(identifier).status, state.get(identifier).step) == ("paused", 740)


def test_a_folder_that_goes_at_the_last_moment_is_not_begun_again(
    qtbot, played, paused, monkeypatch
):
    state, client, _ = played
    identifier, folder, away = paused
    staged = state._staged

    def late(*arguments):
        folder.rename(away)
        staged(*arguments)

    monkeypatch.setattr(state, "_staged", late)
    state.start(identifier)
    assert client.job.resume  # which the process refuses


def test_what_breaks_off_with_its_drive_keeps_its_step(qtbot, played, paused):
    state, client, _ = played
    identifier, folder, away = paused
    state.start(identifier)
    qtbot.waitUntil(lambda: client.busy, timeout=5000)
    folder.rename(away)
    client.end(ev.JobFailed.of(identifier, NotWritable(str(folder), "it is gone")))
    assert (state.get(identifier).status, state.get(identifier).step) == ("failed", 740)
    assert state.reopen(identifier) is None


@pytest.mark.parametrize("status", ["running", "waiting"])
def test_at_the_next_start_the_step_is_known_though_the_folder_is_away(
    played, opened, tmp_path, status
):
    _, _, arbiter = played
    kept = Teaching("aaaaaaaa", Draft(), status, str(tmp_path / "run"), step=740)
    teachings.save(kept)
    again = opened(Played(), arbiter)
    again.load()
    assert again.get("aaaaaaaa") == replace(kept, status="interrupted")


def test_it_is_said_at_once_also_while_another_runs(qtbot, played, paused, photos):
    state, client, _ = played
    identifier, folder, away = paused
    started(qtbot, state, client, photos, "b")
    folder.rename(away)
    with qtbot.waitSignal(state.failed, timeout=100):
        state.start(identifier)
    assert state.get(identifier).status == "failed"
