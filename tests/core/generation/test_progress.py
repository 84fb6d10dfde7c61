"""Where a request is."""

from core.contract import events as ev
from core.generation.progress import Progress


def test_a_phase_is_told_and_remembered() -> None:
    progress = Progress("job 1", 3)
    assert progress.now == "load"
    assert progress.phase("decode", 2) == ev.Phase("job 1", "decode", 2, 3)
    assert progress.now == "decode"


def test_nothing_is_kept_before_the_steps_are_done() -> None:
    assert Progress("job 1", 3).undeveloped is None
