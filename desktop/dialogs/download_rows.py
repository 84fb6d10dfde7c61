"""The two rows of a download in the download window: one that runs, and one that was stopped."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from core.contract.download_events import Transfer
from core.contract.downloads import Unfinished
from desktop.phrases import downloads as phrases
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.tips import set_tip

RANGE = 1000  # steps of the bar
BUTTON = 28  # px


class RunningRow(QWidget):
    """Signals: `pause_asked()`, `cancel_asked()`."""

    pause_asked = Signal()
    cancel_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ElidedLabel()
        self._text = ElidedLabel(role="second", tabular=True)
        self._bar = QProgressBar(minimum=0, maximum=RANGE, textVisible=False)
        self._bar.setAccessibleName(self.tr("Progress"))
        self.pause = plain_button(self.tr("Pause"))
        set_tip(self.pause, self.tr("What came is kept; Go on fetches the rest, also another day."))
        self.cancel = plain_button(self.tr("Cancel"))
        set_tip(self.cancel, self.tr("Stops and throws away what came."))
        self.pause.clicked.connect(self.pause_asked)
        self.cancel.clicked.connect(self.cancel_asked)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._text, 1)
        row.addWidget(self.pause)
        row.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._name)
        column.addWidget(self._bar)
        column.addLayout(row)

    def show_name(self, repo: str) -> None:
        """Which model it is."""
        self._name.set_text(self.tr("Fetching {0}").format(repo))

    def stopping(self, on: bool, *, kept: bool = True) -> None:
        """While it stops there is nothing to ask. `kept`: whether what came stays."""
        self.pause.setEnabled(not on)
        self.cancel.setEnabled(not on)
        if on:
            staying = self.tr("Stopping; what came is kept")
            self._text.set_text(staying if kept else self.tr("Stopping; what came is thrown away"))

    @Slot(object)
    def show_transfer(self, transfer: Transfer | None) -> None:
        """How far it is; None before anything came."""
        share = transfer.done / max(transfer.total, 1) if transfer is not None else 0.0
        self._bar.setValue(round(RANGE * share))
        self._text.set_text(phrases.transfer_text(transfer))


class StoppedRow(QWidget):
    """Signals: `go_on_asked(Unfinished)`, `remove_asked(Unfinished)`."""

    go_on_asked = Signal(object)
    remove_asked = Signal(object)

    def __init__(self, begun: Unfinished, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.begun = begun
        text = ElidedLabel(phrases.unfinished_text(begun), tabular=True)
        text.set_hint(begun.request.variant)
        self.go_on = plain_button(self.tr("Go on"))
        self.remove = plain_button(self.tr("Throw away"))
        for button in (self.go_on, self.remove):
            button.setAccessibleDescription(begun.request.repo)
        self.go_on.clicked.connect(self._go_on)
        self.remove.clicked.connect(self._remove)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(text, 1)
        row.addWidget(self.go_on)
        row.addWidget(self.remove)

    @Slot()
    def _go_on(self) -> None:
        self.go_on_asked.emit(self.begun)

    @Slot()
    def _remove(self) -> None:
        self.remove_asked.emit(self.begun)


def plain_button(text: str) -> QPushButton:
    """An ordinary button that Enter does not press by itself."""
    button = QPushButton(text)
    button.setAutoDefault(False)
    button.setFixedHeight(BUTTON)
    return button
