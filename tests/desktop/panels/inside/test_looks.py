"""Pictures of recorded runs for the screen."""

from desktop.panels.inside.looks import Looks


def test_small_looks_are_there_at_once_and_files_later(qtbot, recorded):
    looks, run = Looks(), recorded.run.run
    first = looks.glance(run, "guess", 1)
    assert first.size().toTuple() == (8, 8)
    assert looks.glance(run, "guess", 1) is first
    assert looks.glance(run, "added", 1) is None
    with qtbot.waitSignal(looks.ready, timeout=10_000):
        assert looks.picture(run.picture) is None
    assert looks.picture(run.picture).size().toTuple() == (64, 64)
    assert looks.picture("") is None
    looks.forget(run.picture)
