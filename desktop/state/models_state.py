"""The models one can choose from: the library's own and the folders a person has opened.

Reads names and JSON headers through `core.files.library`, never weights. A remembered folder that is
not there at the moment stays remembered.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from core.files import library
from core.files.library import ModelInfo
from desktop.state.observable import Property

STARTER = "starter"


class ModelsState(QObject):
    """All usable models and the one in use."""

    models_changed = Signal(object)
    current_changed = Signal(object)

    models: Property[tuple[ModelInfo, ...]] = Property(())
    current: Property[ModelInfo | None] = Property(None)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folders: list[str] = []  # opened by the person, as remembered

    def load(self, folders: list[str], wanted: str = "") -> None:
        """List everything and choose `wanted` (a path), else the starter, else the first."""
        self.folders = list(dict.fromkeys(folders))
        self.models = library.list_models(self.folders)
        self.choose(wanted)

    def choose(self, path: str) -> None:
        """Use the model at `path`; an unknown one falls back to the starter."""
        by_path = {info.path: info for info in self.models}
        starter = next((info for info in self.models if info.name == STARTER), None)
        fallback = starter or next(iter(self.models), None)
        self.current = by_path.get(path, fallback)

    def open_folder(self, folder: Path) -> ModelInfo:
        """Use the model in `folder` from now on and remember it. Raises what `describe` raises."""
        info = library.describe(folder.resolve())
        path = info.path
        if path not in {known.path for known in self.models}:
            self.folders = [*self.folders, path]
            self.models = (*self.models, info)
        self.choose(path)
        return info

    def remember(self) -> list[str]:
        """What the settings keep."""
        return self.folders
