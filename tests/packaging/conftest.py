"""Loads what builds the installable program, as `packaging/build.py` finds it."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

PACKAGING = Path(__file__).parents[2] / "packaging"


@pytest.fixture(scope="session")
def building() -> Iterator[Callable[[str], ModuleType]]:
    """A function that loads a module below packaging/ by its dotted name."""
    sys.path.insert(0, str(PACKAGING))
    yield importlib.import_module
    sys.path.remove(str(PACKAGING))
