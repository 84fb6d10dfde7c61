"""Loads what builds the installable program, as `packaging/build.py` finds it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import ModuleType

import pytest

from tests.support.scripts import PACKAGING, importable


@pytest.fixture(scope="session")
def building() -> Iterator[Callable[[str], ModuleType]]:
    """A function that loads a module below packaging/ by its dotted name."""
    with importable(PACKAGING) as load:
        yield load
