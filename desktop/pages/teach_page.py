"""The Teach page: all trainings, the wizard, or the course of one. It arranges and hears drops; `teach_verbs` acts."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.canvas.dropped import accept_local_files
from desktop.pages.regions import Region
from desktop.panels.message_bar import MessageBar
from desktop.panels.run_view import RunView
from desktop.panels.trainings_list import TrainingsList
from desktop.state.photo_checks import PhotoChecks
from desktop.widgets.drop_hint import DropHint
from desktop.wizards.teach_wizard import TeachWizard

FOOT = 56  # px of the wizard's lower row: Close, Back, Next


class TeachPage(QWidget):
    """Signals: `dropped(list[str])` paths of photos and folders."""

    dropped = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.checks = PhotoChecks(self)
        self.list, self.run = TrainingsList(), RunView()
        self.wizard = TeachWizard(self.checks)
        self._stack = QStackedWidget()
        self._views: tuple[TrainingsList | TeachWizard | RunView, ...]
        self._views = (self.list, self.wizard, self.run)
        for view in self._views:
            self._stack.addWidget(view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.messages = MessageBar(self, edge="bottom")  # above are rows and buttons
        self.hint = DropHint(self.tr("Teach from these; they stay where they are"), self)
        self.setAcceptDrops(True)

    def shows(self) -> TrainingsList | TeachWizard | RunView:
        """The list, the wizard or the course of one."""
        return self._views[self._stack.currentIndex()]

    def show_list(self) -> None:
        self._show(self.list)

    def show_wizard(self) -> None:
        self._show(self.wizard)

    def show_run(self) -> None:
        self._show(self.run)

    def entry(self) -> QWidget:
        """Where the keyboard begins."""
        return self.shows().entry()

    def regions(self) -> list[Region]:
        """The parts between which F6 goes."""
        view = self.shows()
        parts = [Region(view, self.entry())]
        if view is self.wizard:
            parts = [
                Region(self.wizard.bar, self.wizard.bar.button(self.wizard.step())),
                Region(self.wizard.steps[self.wizard.step()], self.entry()),
                Region(self.wizard.next, self.wizard.next),
            ]
        return [*parts, Region(self.messages, self.messages.entry())]

    def _show(self, view: QWidget) -> None:
        if view is not self.shows():
            had_keyboard = self.isAncestorOf(self.focusWidget() or QWidget())
            self._stack.setCurrentWidget(view)
            self.messages.keep_above(FOOT if view is self.wizard else 0)
            if had_keyboard or self.isVisible():
                self.entry().setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the course of a training, as its Back button does; it never stops one."""
        if event.key() == Qt.Key.Key_Escape and self.shows() is self.run:
            self.run.back.click()
        else:
            super().keyPressEvent(event)

    # --- drops ------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Photos and folders of this computer; copied never, moved never."""
        if accept_local_files(event):
            self.hint.show_over(self)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.hint.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self.hint.hide()
        if paths := accept_local_files(event):
            self.dropped.emit(paths)
