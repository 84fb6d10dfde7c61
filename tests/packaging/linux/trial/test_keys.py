"""Waiting for what a program shows."""

import pytest


def test_who_waits_in_vain_says_for_what(building):
    with pytest.raises(TimeoutError, match="a picture"):
        building("linux.trial.keys").wait_for(lambda: None, "a picture", seconds=0)
