"""The system's own file dialogs, the only blocking ones. Tests hand in a double of this class."""

from __future__ import annotations

from PySide6.QtWidgets import QFileDialog, QWidget

PICTURES = "*.png *.jpg *.jpeg *.jfif *.webp *.tif *.tiff *.bmp *.heic *.heif"
MODELS = "*.safetensors *.ckpt *.pt *.bin"


class FileDialogs:
    """Each asks once and returns a path (or paths), "" when the person changed their mind."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent

    def open_picture(self, title: str, kind: str, folder: str) -> str:
        """One picture file. `kind` names the filter's line."""
        path, _filter = QFileDialog.getOpenFileName(
            self._parent, title, folder, f"{kind} ({PICTURES})"
        )
        return path

    def open_pictures(self, title: str, kind: str, folder: str) -> list[str]:
        """Several picture files; none where the person changed their mind."""
        paths, _filter = QFileDialog.getOpenFileNames(
            self._parent, title, folder, f"{kind} ({PICTURES})"
        )
        return list(paths)

    def open_model(self, title: str, kind: str, folder: str) -> str:
        """One model file. `kind` names the filter's line."""
        path, _filter = QFileDialog.getOpenFileName(
            self._parent, title, folder, f"{kind} ({MODELS})"
        )
        return path

    def save_picture(self, title: str, kind: str, place: str) -> str:
        """Where a PNG is to go; asks before an existing one is replaced. `place` is suggested."""
        path, _filter = QFileDialog.getSaveFileName(self._parent, title, place, f"{kind} (*.png)")
        return path if not path or path.lower().endswith(".png") else f"{path}.png"

    def choose_folder(self, title: str, folder: str) -> str:
        """One folder that is there."""
        return QFileDialog.getExistingDirectory(self._parent, title, folder)
