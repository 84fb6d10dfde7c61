"""Why a training goes is known from the click to its end."""

from core.contract import events as ev
from tests.support.played_training import running, started


def test_what_it_was_asked_to_do_is_known_until_it_is_done(qtbot, played, photos):
    state, client, _ = played
    first = running(qtbot, state, client, photos)
    second = started(qtbot, state, client, photos, "ohwx")
    assert [state.leaving_of(each) for each in (first, second)] == ["", ""]
    state.pause(first)
    state.finish(second)
    assert [state.leaving_of(each) for each in (first, second)] == ["pause", "finish"]
    client.end(ev.JobCancelled(first))
    assert state.leaving_of(first) == ""
    qtbot.waitUntil(lambda: client.finishes == 1, timeout=5000)
    assert state.leaving_of(second) == "finish"
    client.end(ev.JobDone(second, 1.0))
    assert state.leaving_of(second) == ""


def test_who_paints_goes_before_a_stop_and_keep_which_comes_back(qtbot, played, photos):
    """Judging and drawing at its end take minutes on a processor."""
    state, client, arbiter = played
    identifier = running(qtbot, state, client, photos)
    state.finish(identifier)
    arbiter.paint()
    assert (client.finishes, client.pauses) == (1, 1)
    assert state.leaving_of(identifier) == "finish"
    client.end(ev.JobCancelled(identifier))
    assert state.get(identifier).status == "waiting"
    arbiter.painted()
    arbiter._idle.timeout.emit()
    qtbot.waitUntil(lambda: client.finishes == 2, timeout=5000)
