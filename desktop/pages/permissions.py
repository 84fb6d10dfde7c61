"""Which actions of the window can be used now, and of the others why not."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, SignalInstance
from PySide6.QtGui import QAction

from desktop.actions import Actions, explain
from desktop.pages.create_page import CreatePage
from desktop.pages.names import CREATE, INSIDE
from desktop.state.jobs_state import JobsState

translate = QCoreApplication.translate
# What has a meaning on the Create page alone and can always be done there.
ON_THE_CANVAS = ("paste", "fit", "actual", "zoom_in", "zoom_out")


class Permissions:
    """`look` again whenever something changes; `seen` says which page is, by its key.

    No QObject: the window listens, whose connections end before its children do.
    """

    def __init__(
        self, table: Actions, page: CreatePage, jobs: JobsState, seen: Callable[[], str]
    ) -> None:
        self._table, self._page, self._jobs, self._seen = table, page, jobs, seen
        self._undo, self._redo = QAction(page), QAction(page)

    def changes(self) -> tuple[SignalInstance, ...]:
        """What makes a look necessary."""
        canvas, stack = self._page.canvas, self._page.canvas.undo_stack
        return (
            *(self._jobs.running_changed, self._jobs.waiting_changed, self._page.room_changed),
            *(canvas.proposal_changed, canvas.picture_changed),
            *(stack.canUndoChanged, stack.canRedoChanged),
        )

    def also_undo(self, undo: QAction, redo: QAction) -> None:
        """The undo stack's own actions."""
        self._undo, self._redo = undo, redo
        self.look()

    def _is_create(self) -> bool:
        return self._seen() == CREATE

    def look(self) -> None:
        """Enable what can be used now."""
        table, canvas, jobs = self._table, self._page.canvas, self._jobs
        only = translate("permissions", "Only the canvas is shown: F11 brings the rest back.")
        proposed, there = bool(canvas.proposal_path()), bool(canvas.picture())
        whole = not table["canvas_only"].isChecked()
        for name, possible, why_not in (
            ("stop", jobs.running, translate("permissions", "Nothing is being drawn.")),
            ("drop_waiting", jobs.waiting > 0, translate("permissions", "Nothing is waiting.")),
            (
                "look_again",
                not self._is_create(),
                translate("permissions", "This belongs to the Models page (Alt+3)."),
            ),
            (  # there one looks at pictures of its own, not at these words
                "generate",
                self._seen() != INSIDE,
                translate("permissions", "This belongs to the Create page (Alt+1)."),
            ),
        ):
            table.allow(name, "" if possible else why_not)
        on_create = [
            ("keep", proposed, translate("permissions", "There is no proposal on the canvas.")),
            ("discard", proposed, translate("permissions", "There is no proposal on the canvas.")),
            ("clear", proposed or there, translate("permissions", "The canvas is empty.")),
            ("words", whole, only),
            ("results", whole, only),
            ("canvas_only", True, ""),
            *((name, True, "") for name in ON_THE_CANVAS),
        ]
        elsewhere = (
            ""
            if self._is_create()
            else translate("permissions", "This belongs to the Create page (Alt+1).")
        )
        for name, possible, why_not in on_create:
            table.allow(name, elsewhere or ("" if possible else why_not))
        if table["results"].isEnabled() and not self._page.results_fit():
            table.allow(
                "results", translate("permissions", "The window is too narrow for the results.")
            )
        stack = canvas.undo_stack
        for action, possible, why_not in (
            (self._undo, stack.canUndo(), translate("permissions", "There is nothing to undo.")),
            (self._redo, stack.canRedo(), translate("permissions", "There is nothing to redo.")),
        ):
            action.setEnabled(possible and not elsewhere)  # the stack itself knows of no pages
            explain(action, elsewhere or ("" if possible else why_not))
