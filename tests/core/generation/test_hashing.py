import threading

import pytest

from core.contract.errors import FileMissing
from core.generation.hashing import ModelHash


def test_it_is_computed_in_another_thread() -> None:
    threads = []

    def compute(path: str) -> str:
        threads.append(threading.current_thread())
        return path + "!"

    assert ModelHash("a", compute).value() == "a!"
    assert threads != [threading.current_thread()]


def test_what_goes_wrong_is_raised_where_the_value_is_wanted() -> None:
    def compute(path: str) -> str:
        raise FileMissing(path)

    later = ModelHash("a", compute)
    with pytest.raises(FileMissing):
        later.value()
