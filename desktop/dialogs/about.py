"""What this program is: version, licence, and the licences of everything in it. Not modal."""

from __future__ import annotations

import platform
import sys

from PySide6.QtCore import QSize, Qt, Slot, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from core.contract.version import VERSION
from core.files import folders
from desktop import theme
from desktop.widgets.labels import Caption, NameLabel

SIZE = (620, 560)  # px
ICON = 64  # px


class AboutWindow(QDialog):
    """Everything on it can be selected; what a report needs is copied by one button."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About Reverie"))
        self.resize(*SIZE)
        self.facts = QLabel(facts())
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.copy = QPushButton(self.tr("Copy for a report"))
        self.copy.setAutoDefault(False)
        self.copy.clicked.connect(self._copy)
        self.licences = QTextBrowser()
        self.licences.setOpenExternalLinks(False)
        self.licences.setOpenLinks(False)
        self.licences.setMarkdown(licences())
        self._arrange()

    def _arrange(self) -> None:
        icon = QLabel()
        icon.setPixmap(theme.program_icon().pixmap(QSize(ICON, ICON)))
        told = QVBoxLayout()
        told.setSpacing(4)
        told.addWidget(NameLabel("Reverie"))
        told.addWidget(self.facts)
        told.addWidget(
            Caption(
                self.tr("Draws on this computer. Nothing is sent anywhere unless you ask for it."),
                wrap=True,
            )
        )
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(told, 1)
        head.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(NameLabel(self.tr("Licences of everything in it"), self.licences))
        column.addWidget(self.licences, 1)

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(facts())


def facts() -> str:
    """Versions, one a line, in plain English: they are for a report."""
    return "\n".join(
        (
            f"Reverie {VERSION}",
            f"Python {platform.python_version()}, Qt {qVersion()}",
            f"{platform.system()} {platform.release()}, {platform.machine()}",
            "installed" if getattr(sys, "frozen", False) else "from source",
        )
    )


def licences() -> str:
    """Of our own and of what is shipped, as Markdown."""
    root = folders.resources()
    text = (root / "THIRD_PARTY.md").read_text(encoding="utf-8")
    return f"Reverie is free software under the Apache License 2.0.\n\n{text}"
