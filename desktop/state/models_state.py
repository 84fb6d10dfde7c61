"""The models one can choose from: the library's own and the folders a person has opened.

Reads names and JSON headers through `core.files.library`, never weights. A remembered folder that is
not there at the moment stays remembered.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from core.contract.errors import ReverieError
from core.files import library
from core.files.library import ModelInfo
from desktop.state.observable import Property

STARTER = "starter"


class ModelsState(QObject):
    """All usable models and the one in use."""

    models_changed = Signal(object)
    current_changed = Signal(object)
    problems_changed = Signal(object)

    problems: Property[tuple[ReverieError, ...]] = Property(())  # remembered, but of no use now
    models: Property[tuple[ModelInfo, ...]] = Property(())
    current: Property[ModelInfo | None] = Property(None)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folders: list[str] = []  # and files: opened by the person, as remembered

    def load(self, folders: list[str], wanted: str = "") -> None:
        """List everything and choose `wanted` (a path), else the starter, else the first."""
        self.folders = list(dict.fromkeys(path for path in folders if isinstance(path, str)))
        found = library.survey(self.folders)
        self.problems = found.problems
        self.models = found.models
        self.choose(wanted)

    def problem_of(self, path: str) -> ReverieError | None:
        """Why the model at `path` cannot be used; None where nothing is known against it."""
        return next((error for error in self.problems if _is_about(error, path)), None)

    def starter(self) -> ModelInfo | None:
        """The model that comes with the program, where it is there."""
        return next((info for info in self.models if info.name == STARTER), None)

    def forget(self, folder: str) -> None:
        """Do not remember `folder` any more; nothing on the disk changes."""
        current = self.current.path if self.current else ""
        self.load([known for known in self.folders if known != folder], current)

    def choose(self, path: str) -> None:
        """Use the model at `path`; an unknown one falls back to the starter."""
        by_path = {info.path: info for info in self.models}
        fallback = self.starter() or next(iter(self.models), None)
        self.current = by_path.get(path, fallback)

    def open_model(self, place: Path) -> ModelInfo:
        """Use the model at `place`, a folder or a file, from now on and remember it.

        Raises what `describe` raises.
        """
        info = library.describe(place.resolve())
        path = info.path
        if path not in {known.path for known in self.models}:
            self.folders = list(dict.fromkeys((*self.folders, path)))
            self.problems = tuple(e for e in self.problems if not _is_about(e, path))
            self.models = (*self.models, info)
        self.choose(path)
        return info


def place_of(error: ReverieError) -> str:
    """The file or folder an error is about, "" for none."""
    return str(getattr(error, "path", "") or getattr(error, "name", ""))


def _is_about(error: ReverieError, folder: str) -> bool:
    return bool(folder) and Path(place_of(error)).is_relative_to(folder)
