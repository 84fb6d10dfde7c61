"""The download window of the main window, and the ways to it: made at the first click, and not before.

Until then its code is not read, no process is started and no file of a download is looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from core.files.commands import Command
from desktop.panels.words_panel import WordsPanel
from desktop.state.library_state import LibraryState

if TYPE_CHECKING:  # the window starts without
    from desktop.dialogs.download_window import DownloadWindow
    from desktop.engine.fetcher import FetcherClient

BUTTON = 28  # px


class Downloads(QObject):
    """Signals: `downloaded(path)` a model came whole; `use_asked(path)` a person wants to draw with it."""

    downloaded = Signal(str)
    use_asked = Signal(str)

    def __init__(self, host: QWidget, command: Command | None = None) -> None:
        super().__init__(host)
        self._host, self._command = host, command
        self._fetcher: FetcherClient | None = None
        self.window: DownloadWindow | None = None

    @Slot()
    def open(self) -> DownloadWindow:
        """Show the window, in front."""
        if self.window is None:
            self.window = self._make()
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()
        return self.window

    @Slot(str)
    def look_at(self, repository: str) -> None:
        """Show the window and what the hub has under a name: licence and size, before anything is fetched."""
        self.open().look_at(repository)

    def _make(self) -> DownloadWindow:
        from desktop.dialogs.download_window import DownloadWindow
        from desktop.engine.fetcher import FetcherClient
        from desktop.state.downloads_state import DownloadsState

        self._fetcher = FetcherClient(self._command, self)
        state = DownloadsState(self._fetcher, self)
        window = DownloadWindow(state, self._host)
        state.downloaded.connect(self._downloaded)
        window.use_asked.connect(self.use_asked)
        return window

    def join(self, words: WordsPanel, library: LibraryState) -> None:
        """The list of models leads to it; the library looks for what came."""
        words.download_asked.connect(self.open)
        self.downloaded.connect(library.look)

    def button(self) -> QPushButton:
        """One more way to it, for the Models page."""
        button = QPushButton(self.tr("Download…"))
        button.setFixedHeight(BUTTON)
        button.setAutoDefault(False)
        button.clicked.connect(self.open)
        return button

    @Slot(str, object)
    def _downloaded(self, path: str, _problem: object) -> None:
        self.downloaded.emit(path)

    def shutdown(self) -> None:
        """End what runs; of a download all that came is kept."""
        if self._fetcher is not None:
            self._fetcher.shutdown()
