"""The first Ctrl-C is a wish, the second an order."""

import io
import signal
import sys

import pytest

from core.cli.interrupt import stop_on_signals


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_first_signal_is_a_wish_and_the_second_an_interrupt(number):
    with stop_on_signals() as stopped:
        assert not stopped()
        signal.raise_signal(number)
        assert stopped()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(number)


def test_what_was_before_is_restored():
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(ZeroDivisionError), stop_on_signals():
        raise ZeroDivisionError
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.parametrize(("number", "told"), [(signal.SIGINT, False), (signal.SIGTERM, True)])
def test_an_end_that_no_person_asked_for_says_so(capsys, number, told):
    with stop_on_signals():
        signal.raise_signal(number)
    assert ("asked it to end" in capsys.readouterr().err) is told


HANGUP = getattr(signal, "SIGHUP", None)
on_posix = pytest.mark.skipif(HANGUP is None, reason="Windows has no such signal")


@on_posix
def test_a_terminal_that_closes_is_one_wish_however_often_it_says_so():
    with stop_on_signals() as stopped:
        for number in (HANGUP, HANGUP, signal.SIGTERM):  # the shell's, the system's, the session's
            signal.raise_signal(number)
        assert stopped()


@on_posix
def test_who_is_told_to_outlive_the_terminal_does(monkeypatch):
    before = signal.signal(HANGUP, signal.SIG_IGN)  # as nohup does
    try:
        with stop_on_signals() as stopped:
            signal.raise_signal(HANGUP)
            assert not stopped()
    finally:
        signal.signal(HANGUP, before)


def test_an_end_that_nobody_can_be_told_of_is_no_error(monkeypatch):
    class Closed(io.StringIO):
        def write(self, text):
            raise BrokenPipeError

    monkeypatch.setattr(sys, "stderr", Closed())
    with stop_on_signals():
        signal.raise_signal(signal.SIGTERM)


def test_work_can_be_asked_to_end_without_a_signal():
    with stop_on_signals() as stopped:
        stopped.want()
        assert stopped()
