"""What the window takes over from its last run: settings → window and states, and back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QTimer, Slot
from PySide6.QtWidgets import QMainWindow

from desktop import settings as keys
from desktop.actions import Actions
from desktop.kept_pixels import KeptPixels
from desktop.pages.create_page import CreatePage, CreateStates
from desktop.settings import Settings

# How a person left More; none of them: nobody touched it.
MORE_LEFT = {"open": True, "folded": False}
KEEP_MS = 2000  # after the last change of what is to be drawn: as much as a crash costs


class Remembered(QObject):
    """What the states themselves need is given to them where they are made."""

    def __init__(
        self,
        window: QMainWindow,
        table: Actions,
        page: CreatePage,
        states: CreateStates,
        settings: Settings,
    ) -> None:
        super().__init__(window)
        self._window, self._table, self._page = window, table, page
        self._states, self._settings = states, settings
        self._pixels = KeptPixels()
        self._start_from = ""  # as it was left; holds once the picture is there
        self._soon = QTimer(self, singleShot=True, interval=KEEP_MS)
        self._soon.timeout.connect(self.save)

    def restore(self) -> None:
        """Place, panels, the picture on the canvas and where to start from, as they were left."""
        get, table, page = self._settings.get, self._table, self._page
        if get(keys.GEOMETRY):
            self._window.restoreGeometry(QByteArray(get(keys.GEOMETRY)))
        page.restore_widths(get(keys.SPLITTER))
        table["words"].setChecked(get(keys.WORDS_SHOWN))
        table["results"].setChecked(get(keys.RESULTS_SHOWN))
        page.show_words(get(keys.WORDS_SHOWN))
        page.show_results(get(keys.RESULTS_SHOWN))
        page.words.more.choose(MORE_LEFT.get(get(keys.MORE)))
        self._states.generation.any_changed.connect(self._soon.start)
        page.canvas.picture_changed.connect(self._picture_changed)
        self._restore_picture()

    def _restore_picture(self) -> None:
        path = self._settings.get(keys.CANVAS_PICTURE)
        if path and Path(path).is_file():
            self._start_from = self._settings.get(keys.START_FROM)
            self._page.canvas.start_from(path, "restore")

    @Slot(str)
    def _picture_changed(self, reason: str) -> None:
        if reason != "restore":
            self._pixels.follow(self._page.canvas.picture())
        elif self._start_from == "picture":  # that one lies where it was found
            self._states.generation.start_from = "picture"

    def save_last(self) -> None:
        """The same at the end of the program: what is being written is waited for."""
        self.save()
        self._pixels.finish()

    def save(self) -> None:
        """Put down everything the next start takes over."""
        self._soon.stop()
        put, states, table = self._settings.put, self._states, self._table
        picture = self._page.canvas.picture()
        put(keys.GENERATION, states.generation.saved())
        if not self._page.canvas.is_restoring():  # else what was left still holds
            put(keys.START_FROM, states.generation.start_from)
            put(keys.CANVAS_PICTURE, self._pixels.path_of(picture))
        put(keys.MODEL, states.models.to_use_next())
        put(keys.MEASURED, states.promise.saved())
        put(keys.MORE, self._more_left())
        if not table["canvas_only"].isChecked():
            put(keys.GEOMETRY, bytes(self._window.saveGeometry().data()))
            put(keys.SPLITTER, self._page.saved_widths())
            put(keys.WORDS_SHOWN, table["words"].isChecked())
            put(keys.RESULTS_SHOWN, table["results"].isChecked())

    def _more_left(self) -> str:
        chosen = self._page.words.more.chosen()
        return next((name for name, opened in MORE_LEFT.items() if opened is chosen), "")
