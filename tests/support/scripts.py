"""Loads the scripts of a folder of packaging/ as they load when they run: their neighbours come before all others.

Two folders have a `build.py`, so the folder that is asked is put in front each time it is asked.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

PACKAGING = Path(__file__).parents[2] / "packaging"


@contextmanager
def importable(folder: Path) -> Iterator[Callable[[str], ModuleType]]:
    """A function that loads a module below `folder` by its dotted name."""
    place = str(folder)

    def load(name: str) -> ModuleType:
        own = folder.joinpath(*name.split(".")).with_suffix(".py")
        known = getattr(sys.modules.get(name), "__file__", None)
        if own.is_file() and known is not None and Path(known) != own:
            del sys.modules[name]  # another folder's of the same name
        _remove(place)
        sys.path.insert(0, place)
        return importlib.import_module(name)

    sys.path.insert(0, place)
    try:
        yield load
    finally:
        _remove(place)


def _remove(place: str) -> None:
    while place in sys.path:
        sys.path.remove(place)
