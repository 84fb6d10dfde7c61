"""The bar under the frame: which proposal is seen, Keep and Discard. It knows no picture."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from desktop.widgets.card import Card
from desktop.widgets.icon_button import IconButton
from desktop.widgets.labels import figures

BUTTON = 28  # px


class ProposalBar(Card):
    """‹ 2 / 4 ›  Keep ⏎  Discard Del.

    Signals: `flipped(step)` −1 or 1; `kept()`; `discarded()`; `look_asked()` inside. The keys are the canvas's.
    """

    flipped = Signal(int)
    kept = Signal()
    discarded = Signal()
    look_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("proposals")
        self.setAccessibleName(self.tr("Proposals"))
        self._back = self._arrow("chevron-left", self.tr("Former proposal"), "←")
        self._next = self._arrow("chevron-right", self.tr("Next proposal"), "→")
        self._back.clicked.connect(lambda: self.flipped.emit(-1))
        self._next.clicked.connect(lambda: self.flipped.emit(1))
        self._place = QLabel()
        self._place.setTextFormat(Qt.TextFormat.PlainText)
        self._place.setAlignment(Qt.AlignmentFlag.AlignCenter)
        figures(self._place)
        keep = self._verb(
            self.tr("Keep  ⏎"), self.tr("Keep"), self.tr("Make this your picture (Enter)")
        )
        keep.clicked.connect(self.kept)
        discard = self._verb(
            self.tr("Discard  Del"),
            self.tr("Discard"),
            self.tr("Take it off the canvas; its file stays (Del)"),
        )
        discard.clicked.connect(self.discarded)
        look = IconButton(
            "scan-search",
            self.tr("Look inside"),
            self.tr("Look inside: see how this picture came about"),
        )
        look.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        look.clicked.connect(self.look_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 6, 8, 6)
        row.setSpacing(8)
        for widget in (self._back, self._place, self._next, keep, discard, look):
            row.addWidget(widget)

    def set_place(self, index: int, count: int) -> None:
        """Number `index` (from 0) of `count`."""
        room = self.fontMetrics().horizontalAdvance(f" {count} / {count} ")
        self._place.setMinimumWidth(max(room, self._place.minimumWidth(), 44))
        self._place.setText(f"{index + 1} / {count}")
        self._place.setAccessibleName(self.tr("Proposal {0} of {1}").format(index + 1, count))
        reasons = "" if count > 1 else self.tr("There is one proposal only.")
        for button, tip in ((self._back, self._tips[0]), (self._next, self._tips[1])):
            button.setEnabled(count > 1)
            button.setToolTip(reasons or tip)

    @property
    def _tips(self) -> tuple[str, str]:
        return self.tr("Former proposal (←)"), self.tr("Next proposal (→)")

    def _arrow(self, icon: str, name: str, key: str) -> IconButton:
        button = IconButton(icon, name, f"{name} ({key})")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys to the canvas
        return button

    def _verb(self, text: str, name: str, tip: str) -> QPushButton:
        button = QPushButton(text)
        button.setAccessibleName(name)
        button.setToolTip(tip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAutoDefault(False)
        button.setFixedHeight(BUTTON)
        return button
