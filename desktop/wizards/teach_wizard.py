"""The wizard: a page with four numbered steps, not a modal one. Any step that was seen can be clicked, and the next
one; the draft saves itself. It arranges the steps and says what it was asked for; `pages/teach_verbs` acts.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from core.contract.draft import Draft, DraftPhoto, Teaching
from desktop.phrases import teach as teach_phrases
from desktop.state.photo_checks import PhotoChecks
from desktop.widgets.labels import Caption
from desktop.widgets.rule import Rule
from desktop.widgets.step_bar import StepBar
from desktop.widgets.tips import set_tip
from desktop.wizards.how_step import HowStep
from desktop.wizards.photos_step import PhotosStep
from desktop.wizards.start_step import StartStep
from desktop.wizards.step import EDGE, WizardStep
from desktop.wizards.what_step import WhatStep

HOW, START = 2, 3  # the last two steps


class TeachWizard(QWidget):
    """Signals: `edited(id, Draft)` · `closed()` back to the list · `start_asked(id)` · `step_shown(int)` ·
    `seen(bool)` whether it is on the screen.
    """

    edited = Signal(str, object)
    closed = Signal()
    start_asked = Signal(str)
    step_shown = Signal(int)
    seen = Signal(bool)

    def __init__(self, checks: PhotoChecks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.id, self._is_busy = "", False
        self.what, self.photos = WhatStep(), PhotosStep(checks)
        self.how, self.start = HowStep(), StartStep()
        self.steps: tuple[WizardStep, ...] = (self.what, self.photos, self.how, self.start)
        self._names = (self.tr("What"), self.tr("Photos"), self.tr("How"), self.tr("Start"))
        self._reached: dict[str, int] = {}  # the last step that was seen of each draft
        self.bar = StepBar(self._names)
        self.saved = Caption(teach_phrases.saved_text("00:00"))
        room = self.saved.sizeHint().width()
        self.saved.setMinimumWidth(room)  # nothing moves when it appears
        self.saved.setText("")
        self.problem = QLabel()
        self.back, self.next = QPushButton(self.tr("Back")), QPushButton(self.tr("Next"))
        self.close_button = QPushButton(self.tr("Close"))
        self._stack = QStackedWidget()
        self._draft = Draft()
        self._build()
        for step in self.steps:
            step.edited.connect(self._edited)
        self.photos.looked.connect(self.judge)

    @property
    def draft(self) -> Draft:
        return self._draft

    def step(self) -> int:
        """The open one, 0 …"""
        return self._stack.currentIndex()

    def show_teaching(self, teaching: Teaching) -> None:
        """Open a draft where it was left."""
        if teaching.id != self.id:
            self.say_saved("")  # that was another one
            for step in self.steps:
                step.begin()
        self.id = teaching.id
        self._draft = teaching.draft
        for step in self.steps:
            step.show_draft(teaching.draft)
        self._show_step(min(teaching.draft.page, START))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.seen.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.seen.emit(False)

    def entry(self) -> QWidget:
        return self.steps[self.step()].entry()

    def say_saved(self, text: str) -> None:
        """When the draft was saved."""
        self.saved.setText(text)

    # --- building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(EDGE, 12, EDGE, 8)
        top.setSpacing(12)
        top.addWidget(self.bar, 1)
        top.addWidget(self.saved)
        for step in self.steps:
            self._stack.addWidget(step)
        foot = QHBoxLayout()
        foot.setContentsMargins(EDGE, 8, EDGE, 12)
        foot.setSpacing(8)
        set_tip(self.close_button, self.tr("The draft is kept in the list."))
        self.next.setProperty("primary", True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.setWordWrap(True)
        self.problem.setProperty("role", "warning")
        foot.addWidget(self.close_button)
        foot.addWidget(self.problem, 1)
        for button in (self.back, self.next):
            foot.addWidget(button)
        for button in (self.close_button, self.back, self.next):
            button.setFixedHeight(36 if button is self.next else 28)
            button.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(Rule())
        column.addWidget(self._stack, 1)
        column.addWidget(Rule())
        column.addLayout(foot)
        self.bar.chosen.connect(self._asked_for)
        self.back.clicked.connect(lambda: self._asked_for(self.step() - 1))
        self.next.clicked.connect(self._next)
        self.close_button.clicked.connect(self.closed)

    # --- steps ------------------------------------------------------------------------------------

    @Slot(int)
    def _asked_for(self, step: int) -> None:
        self._show_step(step)
        self._edited(replace(self._draft, page=step))
        self.entry().setFocus()

    @Slot()
    def _next(self) -> None:
        if self.step() == START:
            self.start_asked.emit(self.id)
        else:
            self._asked_for(self.step() + 1)

    def _show_step(self, step: int) -> None:
        self._reached[self.id] = max(step, self._reached.get(self.id, 0))
        self._stack.setCurrentIndex(step)
        self.bar.show_step(step)
        self.back.setVisible(step > 0)
        self._name_next()
        self.judge()
        self.step_shown.emit(step)

    def set_busy(self, on: bool) -> None:
        """Whether another training runs: this one will wait for it."""
        self._is_busy = on
        self._name_next()

    def _name_next(self) -> None:
        start = self.tr("Add to the queue") if self._is_busy else self.tr("Start now")
        self.next.setText(start if self.step() == START else self.tr("Next"))

    @Slot(object)
    def _edited(self, draft: Draft) -> None:
        self._draft = draft
        for step in self.steps:
            if step.draft != draft:
                step.show_draft(draft)
        self.judge()
        self.edited.emit(self.id, draft)

    def put_back(self, identifier: str, photo: DraftPhoto, place: int) -> None:
        """A photo that was taken off this draft; where another is open now, nothing happens."""
        if self.id == identifier:
            self.photos.put_back(photo, place)

    @Slot()
    def judge(self) -> None:
        """A step can be opened when those before it were seen and have no problem."""
        reason = ""
        for number, step in enumerate(self.steps):
            self.bar.allow(number, reason or self._unseen(number))
            reason = reason or step.problem()
        now = self.steps[self.step()].problem()
        blocked = next((s.problem() for s in self.steps[: self.step() + 1] if s.problem()), "")
        self.next.setEnabled(not blocked)
        set_tip(self.next, blocked)
        shown = now if self.step() != 1 else ""  # the photos say it themselves, over the tiles
        self.problem.setText(shown)

    def _unseen(self, step: int) -> str:
        """Which step has to be seen before, "" where none has."""
        following = self._reached.get(self.id, 0) + 1
        if step <= following:
            return ""
        return self.tr("“{0}” comes first.").format(self._names[following])
