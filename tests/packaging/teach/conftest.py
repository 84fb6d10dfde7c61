"""Loads the scripts of packaging/teach, as they load when they run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import ModuleType

import pytest

from tests.support.scripts import PACKAGING, importable


@pytest.fixture(scope="session")
def teach() -> Iterator[Callable[[str], ModuleType]]:
    """A function that loads a script by its name."""
    with importable(PACKAGING / "teach") as load:
        yield load
