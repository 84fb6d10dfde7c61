"""Step 4, Start: one paragraph instead of a form, where it goes, whether there is room on the disk."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from core.contract.draft import Draft
from desktop.panels.judges_row import JudgesRow
from desktop.phrases import common as phrases
from desktop.phrases import methods as method_phrases
from desktop.phrases import photos as photo_phrases
from desktop.phrases import teach as teach_phrases
from desktop.state.draft_config import method_of
from desktop.state.method_offers import Offer
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.labels import Caption, title
from desktop.widgets.tips import set_tip
from desktop.wizards.step import GROUP, WizardStep, scrolled
from desktop.wording.parts import place, size_text


class StartStep(WizardStep):
    """Signals besides `edited`: `folder_asked()` another place.

    Attributes: `judges`, what pictures can be judged with.
    """

    folder_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.what, self.cost = QLabel(), QLabel()
        self.place = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
        self.change_place = QPushButton(self.tr("Change…"))
        self.room, self.people = QLabel(), QLabel()
        self.judges = JudgesRow()
        self._missing = 0  # bytes that the disk has too few
        self._build()

    def entry(self) -> QWidget:
        return self.change_place

    def show_plan(
        self, model: str, offer: Offer | None, folder: str, needed: int, free: int
    ) -> None:
        """`model`: its title; bytes on the disk: needed, and free there (−1: not known)."""
        draft = self.draft
        text = self.tr("{0} “{1}” from {2}, for {3}.")
        photos = photo_phrases.photos_text(len(draft.used))
        method = method_phrases.method_text(method_of(draft))
        self.what.setText(text.format(method, teach_phrases.title_text(draft), photos, model))
        parts = []
        if offer is not None and offer.most >= 0:
            parts.append(self.tr("about {0}").format(phrases.duration(offer.most)))
        if offer is not None and offer.needed >= 0:
            parts.append(self.tr("{0} of memory").format(method_phrases.offer_memory(offer)))
        parts.append(self.tr("up to {0} on the disk").format(size_text(needed)))
        sentence = ", ".join(parts)
        self.cost.setText(sentence[:1].upper() + sentence[1:] + ".")
        self.place.set_text(place(folder))
        self._missing = max(0, needed - free) if free >= 0 else 0
        short = self.tr("No room there: {0} free, {1} needed.").format(
            size_text(max(free, 0)), size_text(needed)
        )
        self.room.setText(short if self._missing else "")
        self.room.setVisible(bool(self._missing))
        self.people.setVisible(draft.kind == "person")

    def problem(self) -> str:
        """Why it cannot start, "" where it can."""
        return self.room.text() if self._missing else ""

    def show_draft(self, draft: Draft) -> None:
        super().show_draft(draft)
        self.people.setVisible(draft.kind == "person")

    def _build(self) -> None:
        column = scrolled(self)
        title(self.what)
        for label in (self.what, self.cost, self.room, self.people):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.room.setProperty("role", "warning")
        self.people.setText(
            self.tr(
                "A taught model can give away what its photos look like: share it as you would share them."
            )
        )
        column.addWidget(self.what)
        column.addWidget(self.cost)
        row = QHBoxLayout()
        row.addWidget(self.place)
        self.change_place.setFixedHeight(28)
        self.change_place.setAutoDefault(False)
        self.change_place.clicked.connect(self.folder_asked)
        set_tip(self.change_place, self.tr("Another folder for the trainings"))
        row.addWidget(self.change_place)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.room)
        column.addWidget(self.judges)
        column.addSpacing(GROUP)
        for text in (
            self.tr(
                "Paint meanwhile: teaching makes room by itself and goes on half a minute later."
            ),
            self.tr("Stop, switch off or crash: it goes on where it was."),
            self.tr("Photos are read in place and never leave this computer."),
        ):
            column.addWidget(Caption(text, wrap=True))
        column.addSpacing(8)
        column.addWidget(self.people)
        column.addStretch(1)
