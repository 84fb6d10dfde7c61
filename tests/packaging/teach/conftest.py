"""Loads the scripts of packaging/teach, as they load when they run."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

SCRIPTS = Path(__file__).parents[3] / "packaging" / "teach"


@pytest.fixture(scope="session")
def teach() -> Iterator[Callable[[str], ModuleType]]:
    """A function that loads a script by its name."""
    before = list(sys.path)
    sys.path.insert(0, str(SCRIPTS))
    yield importlib.import_module
    sys.path[:] = before
