"""A page of Markdown to be read, whose pictures are as wide as there is room, never wider."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QImage, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QWidget

REST = 150  # ms after the last change of width until the pictures follow


class PageText(QTextBrowser):
    """Links are told by `anchorClicked` and not followed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        # Always there: else it would take room from pictures that had just been made to fit.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._timer = QTimer(self, singleShot=True, interval=REST)
        self._timer.timeout.connect(self._fit)
        self._shown_width = 0

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Pictures made to fit; all else as ever."""
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return super().loadResource(kind, name)
        picture = QImage(self.source().resolved(QUrl(name)).toLocalFile())
        ratio = self.devicePixelRatioF()
        most = round(self._room() * ratio)
        if picture.width() > most > 0:
            picture = picture.scaledToWidth(most, Qt.TransformationMode.SmoothTransformation)
            picture.setDevicePixelRatio(ratio)
        return picture

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._room() != self._shown_width:
            self._timer.start()

    def _room(self) -> int:
        """px for a picture."""
        return self.viewport().width() - 2 * round(self.document().documentMargin())

    def _fit(self) -> None:
        """Load the page again, and stay at its place."""
        self._shown_width = self._room()
        bar = self.verticalScrollBar()
        share = bar.value() / max(1, bar.maximum())
        self.reload()
        bar.setValue(round(share * bar.maximum()))
