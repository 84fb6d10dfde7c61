"""Errors are told apart by their class, and say their name and data."""

from __future__ import annotations

from core.contract.errors import DiskFull, InvalidValue, ModelNotFound, OutOfMemory, WriteFailed


def test_they_carry_their_data_and_say_it() -> None:
    error = DiskFull("/a", 10, 3)
    assert error.data() == {"path": "/a", "needed": 10, "free": 3}
    assert str(error) == "DiskFull(path='/a', needed=10, free=3)"
    assert error == DiskFull("/a", 10, 3)


def test_input_at_fault_is_told_from_a_run_that_failed() -> None:
    assert InvalidValue("steps", 0, "at least 1").usage
    assert ModelNotFound("x", ()).usage
    assert not WriteFailed("/a", "no such device").usage
    assert not OutOfMemory("cuda", 9, 3).usage
