"""The models one can choose from: the library's, and those a person has opened by themselves.

At the start only what comes with the program and what was opened is read; the rest is the library's and
comes when that has been looked through (`take`). An opened folder that is not there stays remembered.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from core.contract.errors import ModelNotFound, ReverieError
from core.files import folders
from core.files.catalogue import folder_list
from core.files.catalogue.entry import Entry
from core.files.catalogue.extra_paths import SUFFIXES
from core.files.models import library
from core.files.models.library import INDEX, ModelInfo
from core.files.places import is_folder
from desktop.state.observable import Property

STARTER = "starter"


class ModelsState(QObject):
    """All usable models and the one in use."""

    models_changed = Signal(object)
    current_changed = Signal(object)
    problems_changed = Signal(object)
    vaes_changed = Signal(object)

    problems: Property[tuple[ReverieError, ...]] = Property(())  # remembered, but of no use now
    models: Property[tuple[ModelInfo, ...]] = Property(())
    current: Property[ModelInfo | None] = Property(None)
    vaes: Property[tuple[Entry, ...]] = Property(())  # that can stand in for a model's own

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._opened: tuple[ModelInfo, ...] = ()
        self._found: tuple[ModelInfo, ...] = ()
        self._wanted = ""  # the model that was in use last, while it is not among those known

    def load(self, wanted: str = "") -> None:
        """Read what is known without looking through folders; choose `wanted` (a path), else the starter."""
        places = [*map(str, library.shipped().values()), *folder_list.read(), wanted]
        models, problems = [], []
        for place in dict.fromkeys(filter(None, places)):
            try:
                if _is_model(place):
                    models.append(library.describe(place))
            except ReverieError as error:
                problems.append(error)
        self._opened, self.problems = tuple(models), tuple(problems)
        self._list()
        self._wanted = wanted
        self.choose(wanted)

    def take(self, entries: Iterable[Entry]) -> None:
        """The models and VAEs that the library has found."""
        usable = [entry for entry in entries if entry.is_usable]
        self.vaes = tuple(entry for entry in usable if entry.kind == "vae")
        there = [entry for entry in usable if entry.model is not None]
        self._found = tuple(entry.model for entry in there if entry.model is not None)
        known = {model.path for model in self._found}
        self._opened = tuple(
            model for model in self._opened if model.path not in known and Path(model.path).exists()
        )
        self._list()
        if self._wanted in known:
            self.choose(self._wanted)
        elif self.current is not None:
            self.current = next(
                (m for m in self.models if m.path == self.current.path), self.current
            )

    def problem_of(self, path: str) -> ReverieError | None:
        """Why the model at `path` cannot be used; None where nothing is known against it."""
        return next((error for error in self.problems if _is_about(error, path)), None)

    def starter(self) -> ModelInfo | None:
        """The model that comes with the program, where it is there."""
        return next((info for info in self.models if info.name == STARTER), None)

    def forget(self, folder: str) -> None:
        """Do not remember `folder` any more; nothing else on the disk changes. Raises as `folder_list.remove`."""
        folder_list.remove(folder)
        self.load(self.current.path if self.current else "")

    def to_use_next(self) -> str:
        """Path for the next start: the model in use, or the one it stands in for; "" for none."""
        return self._wanted or (self.current.path if self.current else "")

    def choose(self, path: str) -> None:
        """Use the model at `path`; an unknown one falls back to the starter."""
        by_path = {info.path: info for info in self.models}
        fallback = self.starter() or next(iter(self.models), None)
        if path in by_path:
            self._wanted = ""
        self.current = by_path.get(path, fallback)

    def open_model(self, place: Path) -> ModelInfo:
        """Use the model at `place`, a folder or a file, from now on and remember it.

        Raises what `describe` and `folder_list.add` raise.
        """
        info = library.describe(place.resolve())
        path = info.path
        if path not in {known.path for known in self.models}:
            if Path(path).parent != folders.models().resolve():  # that one is looked into anyway
                folder_list.add(path)
            self.problems = tuple(e for e in self.problems if not _is_about(e, path))
            self._opened = (*self._opened, info)
            self._list()
        self.choose(path)
        return info

    def _list(self) -> None:
        """The starter and what was opened first, then the rest by name."""
        known = {model.path: model for model in (*self._opened, *self._found)}
        shipped = set(map(str, library.shipped().values()))
        self.models = tuple(sorted(known.values(), key=lambda model: model.path not in shipped))


def place_of(error: ReverieError) -> str:
    """The file or folder an error is about, "" for none."""
    return str(getattr(error, "path", "") or getattr(error, "name", ""))


def _is_model(place: str) -> bool:
    """Whether a line of the list is one model. Raises `ModelNotFound` where it is away."""
    path = Path(place)
    if is_folder(path):
        return (path / INDEX).exists()
    try:
        there = path.exists()
    except (OSError, ValueError):
        there = False
    if not there:
        raise ModelNotFound(place, ())
    return path.suffix.lower() not in SUFFIXES


def _is_about(error: ReverieError, folder: str) -> bool:
    return bool(folder) and Path(place_of(error)).is_relative_to(folder)
