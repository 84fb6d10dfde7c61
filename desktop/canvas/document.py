"""What lies in the frame and over it, with undo. No widget, no file: pictures come decoded.

One step of undo each: keep, discard, and another picture to start from. A new job replaces the
proposals; that is no step, since the results strip has them all.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QUndoCommand, QUndoStack

from desktop.canvas.proposals import Proposals

UNDO_STEPS = 20  # each may hold a picture of up to 64 MB


@dataclass(frozen=True, eq=False)
class Picture:
    """What lies in the frame. `path` is empty for pasted pixels."""

    image: QImage
    path: str = ""


class Document(QObject):
    """The kept picture and the proposals over it.

    Signals: `picture_changed(reason)` with the reason given to `start_from`, or "keep", "clear",
    "undo", "redo", "restore"; `proposals_changed()`.
    """

    picture_changed = Signal(str)
    proposals_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.picture: Picture | None = None
        self.proposals = Proposals()
        self.undo_stack = QUndoStack(self)
        self.undo_stack.setUndoLimit(UNDO_STEPS)

    def set_proposals(self, proposals: Proposals) -> None:
        """Flip, arrive, a new job: what needs no undo."""
        if proposals != self.proposals:
            self.proposals = proposals
            self.proposals_changed.emit()

    def start_from(self, picture: Picture, reason: str) -> None:
        """Another picture in the frame; it is seen at once, so the proposals step aside."""
        texts = {
            "drop": self.tr("Drop picture"),
            "paste": self.tr("Paste picture"),
            "open": self.tr("Open picture"),
        }
        text = texts.get(reason, self.tr("Start from picture"))
        self._push(picture, self.proposals.kept(), reason, text)

    def restore(self, picture: Picture) -> None:
        """What lay in the frame when the program was closed; no step of undo."""
        self.picture = picture
        self.picture_changed.emit("restore")

    def clear(self) -> None:
        """An empty frame."""
        if self.picture is not None or self.proposals.shown is not None:
            self._push(None, self.proposals.kept(), "clear", self.tr("Empty the canvas"))

    def keep(self, image: QImage) -> None:
        """The shown proposal, decoded in `image`, becomes the picture."""
        path = self.proposals.shown
        if path is not None:
            kept = Picture(image, path)
            self._push(kept, self.proposals.kept(), "keep", self.tr("Keep result"))

    def discard(self) -> None:
        """The shown proposal leaves the canvas; its file stays."""
        if self.proposals.shown is not None:
            after = self.proposals.discarded()
            self._push(self.picture, after, "discard", self.tr("Discard result"))

    def _push(self, picture: Picture | None, proposals: Proposals, reason: str, text: str) -> None:
        before = _State(self.picture, self.proposals)
        self.undo_stack.push(_Change(self, before, _State(picture, proposals), reason, text))

    def _become(self, state: _State, known: tuple[str, ...], reason: str) -> None:
        self.set_proposals(self.proposals.back_to(state.proposals, known))
        if state.picture is not self.picture:
            self.picture = state.picture
            self.picture_changed.emit(reason)


@dataclass(frozen=True, eq=False)
class _State:
    picture: Picture | None
    proposals: Proposals


class _Change(QUndoCommand):
    """From one state of the document to another."""

    def __init__(
        self, document: Document, before: _State, after: _State, reason: str, text: str
    ) -> None:
        super().__init__(text)
        self._document = document
        self._before = before
        self._after = after
        self._reason = reason
        self._known = (*before.proposals.paths, *after.proposals.paths)

    def redo(self) -> None:
        self._document._become(self._after, self._known, self._reason)
        self._reason = "redo"  # the next time somebody asks for it

    def undo(self) -> None:
        self._document._become(self._before, self._known, "undo")
