"""The start of the window: application object, theme, window, then the engine. No work of its own."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import cast, get_args

from PySide6.QtCore import Qt, QThreadPool, QTimer
from PySide6.QtWidgets import QApplication

from core.contract.errors import ReaderUnavailable
from core.contract.version import VERSION
from core.files.pictures import jailed as jailed_pictures
from desktop import i18n, instance, theme
from desktop import settings as keys
from desktop.canvas.dropped import MODEL_SUFFIX
from desktop.crash_report import CrashReport
from desktop.end_signals import EndSignals
from desktop.engine.client import EngineClient
from desktop.garbage import GarbageCollector
from desktop.main_window import MainWindow
from desktop.pages.names import CREATE
from desktop.settings import Settings

DECODER_AFTER = 500  # ms: the engine starts first
WORKERS_END = 3000  # ms at most, after the window is gone
LIBRARY_AFTER = 2500  # ms: it is known from last time, this only looks for news


def main(picture: str | None = None, *, timing_report: bool = False) -> int:
    """Open the window, with `picture` on the canvas, and run until it is closed.

    Returns the exit status. With `timing_report` the start is timed, told as JSON, and it closes itself.
    """
    app = QApplication(sys.argv[:1])
    settings = Settings()
    prepare(app, settings.get(keys.LANGUAGE))
    only = None if timing_report else instance.first(app)
    if only is None and not timing_report:
        return _hand_over(picture)
    report = CrashReport() if only is not None else None  # a start that is only timed has none
    theme.theme().apply(chosen_scheme(settings))
    app.setWindowIcon(theme.program_icon())
    client = EngineClient(parent=app)
    window = MainWindow(client, settings)
    sys.excepthook = window.report_defect
    signals = EndSignals(app)
    signals.asked.connect(window.close)
    window.closing.connect(signals.let_go)
    GarbageCollector(app).settle()
    window.show()
    if picture is not None:
        open_file(window, picture)
    if only is not None:
        only.wanted.connect(lambda path: come_forward(window, path))
    if report is not None and report.last:
        window.help.tell_crash(report.last)
    if timing_report:
        _report(window, client)
    QTimer.singleShot(0, client.start)  # the window is seen first
    QTimer.singleShot(DECODER_AFTER, warm_decoder)
    window.library.load()
    QTimer.singleShot(LIBRARY_AFTER, window.library.look)
    status = app.exec()
    client.shutdown()
    end_workers()
    if report is not None and only is not None:
        report.end()
        only.close()
    return status


def open_file(window: MainWindow, path: str) -> None:
    """What the command line or the file manager named: weights are used as if dropped, else it is a picture."""
    window.page.hide_card()
    if path.lower().endswith(MODEL_SUFFIX):
        window.verbs.opening.use_model(path)
    else:
        window.page.canvas.start_from(path, "open")


def come_forward(window: MainWindow, file: str) -> None:
    """Show the open window, and `file` in it unless it is "". As a second start asks."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
    if file:
        window.pages.show_page(CREATE)
        open_file(window, file)


def _hand_over(picture: str | None) -> int:
    """Let the window that is open show itself. Exit status 1 where it does not answer."""
    if instance.hand_over(picture):
        return 0
    sys.stderr.write("Reverie is open already and does not answer. End it, then start again.\n")
    return 1


def warm_decoder() -> None:
    """Have the process ready that the first dropped picture needs."""
    QThreadPool.globalInstance().start(_warm)


def _warm() -> None:
    with suppress(ReaderUnavailable):  # the picture itself will meet it, and tell
        jailed_pictures.warm()


def end_workers() -> None:
    """Let what runs in the background come to its end, so that no decoder is left between two owners."""
    workers = QThreadPool.globalInstance()
    workers.clear()
    workers.waitForDone(WORKERS_END)


def prepare(app: QApplication, language: str = i18n.ENGLISH) -> None:
    """Names, language and style, before any widget."""
    app.setApplicationName("reverie")
    app.setApplicationDisplayName("Reverie")
    app.setApplicationVersion(VERSION)
    app.setDesktopFileName("studio.reverie.Reverie")
    app.setStyle("Fusion")
    i18n.install(app, language)


def chosen_scheme(settings: Settings) -> theme.Scheme:
    """Light, dark or the system's."""
    stored = settings.get(keys.SCHEME)
    return cast("theme.Scheme", stored) if stored in get_args(theme.Scheme) else "system"


def _report(window: MainWindow, client: EngineClient) -> None:
    from desktop.timing import TimingReport  # only where it is asked for

    report = TimingReport(client, window)
    report.done.connect(window.close)
    QTimer.singleShot(0, report.window_shown)
