"""The first Ctrl-C is a wish, the second an order."""

import signal

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
