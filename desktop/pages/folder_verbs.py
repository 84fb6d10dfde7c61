"""The button "Show in folder" beside an error, on pages that have no other verbs of the Create page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from core.contract.errors import ReverieError
from desktop.verbs import verb_text
from desktop.wording.errors import Message


def show_in_folder(path: Path) -> None:
    """The folder of a file, or a folder itself, in the system's own program."""
    folder = path if path.is_dir() else path.parent
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def folder_verbs(message: Message, error: ReverieError) -> list[tuple[str, Callable[[], object]]]:
    """The button, where the message wants it and the error has a file."""
    path = getattr(error, "path", "")
    if "show_folder" not in message.verbs or not path:
        return []
    return [(verb_text("show_folder"), lambda: show_in_folder(Path(path)))]
