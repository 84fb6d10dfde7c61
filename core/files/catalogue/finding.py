"""A model by the name that a person or a recipe gives it: the library's, else a path.

Names are looked up in what is known, then in the folders themselves; only the one that is meant is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from core.contract.errors import ModelNotFound
from core.files import folders
from core.files.catalogue import folder_list, index
from core.files.catalogue.layouts import layout_of
from core.files.catalogue.walk import model_names
from core.files.models import library
from core.files.models.library import ModelInfo
from core.files.places import expanded


def find(name_or_path: str, *, paths: bool = True) -> ModelInfo:
    """A model by its name in the library, else by its path. Raises as `library.describe`.

    `paths` False where a stranger's file gives the name, as a recipe does: then it opens nothing by its path.
    """
    known = {**library.found_in(folders.models()), **library.shipped()}
    if name_or_path in known:
        return library.describe(known[name_or_path])
    indexed = _indexed()
    place = indexed.get(name_or_path)
    if place is not None and _exists(place):
        return library.describe(place)
    if paths and _exists(expanded(name_or_path)):
        return library.describe(expanded(name_or_path))
    for path in _walked():
        if library.model_name(path) == name_or_path:
            return library.describe(path)
    raise ModelNotFound(name_or_path, tuple(dict.fromkeys((*known, *indexed))))


def _indexed() -> dict[str, Path]:
    """Name → place of the models that were found last; of two with one name the first."""
    result: dict[str, Path] = {}
    for entry in index.load().entries:
        if entry.model is not None and entry.is_usable:
            result.setdefault(entry.model.name, Path(entry.path))
    return result


def _walked() -> Iterator[Path]:
    """All that may be a model in the folders that were added, by names alone."""
    for line in folder_list.read():
        for place in layout_of(line).places:
            yield from model_names(place)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # no name a file can have
        return False
