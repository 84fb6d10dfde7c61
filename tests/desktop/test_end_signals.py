"""Signals from outside close the window instead of ending it on the spot."""

import signal
import sys

import pytest

from desktop import settings as keys
from desktop.end_signals import EndSignals

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
NUMBERS = [getattr(signal, name, None) for name in ("SIGINT", "SIGTERM", "SIGHUP")]


@pytest.fixture
def signals(qapp):
    """Whoever runs the tests may ignore some of them, as nohup does."""
    before = [signal.signal(number, signal.SIG_DFL) for number in NUMBERS]
    made = EndSignals()
    yield made
    made.end()
    assert {signal.getsignal(number) for number in NUMBERS} == {signal.SIG_DFL}
    for number, handler in zip(NUMBERS, before, strict=True):
        signal.signal(number, handler)


@pytest.mark.parametrize("number", NUMBERS)
def test_each_is_heard_once_and_raises_nothing(qtbot, signals, number):
    with qtbot.waitSignal(signals.asked):
        signal.raise_signal(number)


def test_what_is_ignored_stays_ignored(qapp):
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)  # as nohup does
    made = EndSignals()
    try:
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        made.end()
        signal.signal(signal.SIGHUP, before)


def test_a_window_that_is_told_to_end_closes_and_keeps_what_was_written(
    qtbot, open_window, settings, signals
):
    window = open_window()
    signals.asked.connect(window.close)
    window.closing.connect(signals.let_go)
    window.states.generation.prompt = "a swan that was never drawn"
    signal.raise_signal(signal.SIGTERM)
    qtbot.waitUntil(lambda: not window.isVisible())
    assert "never drawn" in str(settings.get(keys.GENERATION))
    # A second one ends it.
    assert {signal.getsignal(number) for number in NUMBERS} == {signal.SIG_DFL}
