"""A message of the desktop's own, for who works in another program."""

from __future__ import annotations

import html
import shutil
import sys

from PySide6.QtCore import QCoreApplication, QProcess, QProcessEnvironment
from PySide6.QtGui import QGuiApplication

PROGRAM = "notify-send"  # of libnotify: Qt's own way needs a tray, which GNOME has not
OURS = "LD_LIBRARY_PATH"  # in a frozen program it leads to our libraries, which are not for others


def show(title: str, text: str) -> bool:
    """False where there is no way to show one; the mark in the task bar then has to do.

    Linux only. The text is shown as it stands, without markup.
    """
    program = shutil.which(PROGRAM) if sys.platform.startswith("linux") else None
    if program is None:
        return False
    process = QProcess()
    process.setProgram(program)
    process.setArguments(
        [
            f"--app-name={QCoreApplication.applicationName()}",
            f"--icon={QGuiApplication.desktopFileName()}",
            *("--", title, html.escape(text, quote=False)),
        ]
    )
    process.setProcessEnvironment(_environment())
    return bool(process.startDetached())


def _environment() -> QProcessEnvironment:
    """As it was before a frozen program changed it."""
    environment = QProcessEnvironment.systemEnvironment()
    before = f"{OURS}_ORIG"
    if environment.contains(before):
        environment.insert(OURS, environment.value(before))
    elif getattr(sys, "frozen", False):
        environment.remove(OURS)
    return environment
