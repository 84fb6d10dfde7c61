"""What runs while the window closes, and what the next start finds of it."""

from pathlib import Path

from core.contract import events as ev
from core.contract.errors import DiskFull
from desktop.state.trainings_state import error_of
from tests.support.played_training import Played, running, started


def test_what_ran_when_the_window_ended_is_offered_and_does_not_start_by_itself(
    qtbot, played, opened, photos
):
    state, client, arbiter = played
    identifier = running(qtbot, state, client, photos)
    folder = Path(state.get(identifier).folder)
    place = folder / "checkpoints" / "step-000120"
    place.mkdir(parents=True)
    (place / "manifest.json").write_text("{}")
    state.shutdown()
    assert client.downs == 1
    other = Played()
    again = opened(other, arbiter)
    again.load()
    assert [t.id for t in again.interrupted()] == [identifier]
    assert again.get(identifier).step == 120
    qtbot.wait(120)
    assert not other.busy


def test_what_ends_while_the_window_closes_is_kept_as_it_ended(qtbot, played, opened, photos):
    state, client, arbiter = played
    identifier = running(qtbot, state, client, photos)
    waits = started(qtbot, state, client, photos, "ohwx")
    client.last_words = [ev.TrainDone(identifier, 300, "/r"), ev.JobDone(identifier, 9.0)]
    state.shutdown()
    again = opened(Played(), arbiter)
    again.load()
    known = again.get(identifier)
    assert (known.status, known.step, known.result) == ("finished", 300, "/r")
    qtbot.wait(120)
    assert len(client.jobs) == 1  # nothing begins once the window closes
    assert again.get(waits).status == "interrupted"


def test_a_window_that_closes_keeps_the_time_of_what_ran_and_why_it_failed(
    qtbot, played, opened, photos
):
    state, client, arbiter = played
    identifier = running(qtbot, state, client, photos)
    client.last_words = [ev.JobFailed.of(identifier, DiskFull("/d", 300, 12))]
    state.shutdown()
    again = opened(Played(), arbiter)
    again.load()
    assert isinstance(error_of(again.get(identifier)), DiskFull)
    assert again.get(identifier).seconds > 0


def test_photos_laid_ready_too_late_start_nothing(qtbot, played, photos):
    state, client, _ = played
    identifier = started(qtbot, state, client, photos)
    state.shutdown()
    qtbot.waitUntil(lambda: not state.current, timeout=5000)
    assert not client.busy
    assert state.get(identifier).status == "interrupted"
