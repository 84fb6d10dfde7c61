"""The canvas: the frame in the middle, the picture in it, and what is proposed for it.

Shows and lets a person choose; it asks for no picture and writes no file. Files are decoded on
worker threads, so that a large photo never holds up the window.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal, Slot
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QUndoStack
from PySide6.QtWidgets import QWidget

from core.contract.errors import ReverieError
from desktop.canvas import frame_painter
from desktop.canvas.document import Document, Picture
from desktop.canvas.empty_state import EmptyState
from desktop.canvas.frame_painter import Scene
from desktop.canvas.framing import Mipmap, framed
from desktop.canvas.picture_cache import PictureCache
from desktop.canvas.pictures import flattened, read_png
from desktop.canvas.proposal_bar import ProposalBar
from desktop.canvas.proposals import Proposals
from desktop.canvas.zoom_view import ZoomView, plain

BAR_GAP = 14  # px between the proposal bar and the canvas's lower edge
SIDE_GAP = 8  # px left and right of the empty state
EMPTY_LEAST = 300  # px the empty state needs for its longest example
PREVIEW_MAX = 1 << 22  # bytes of one preview
CELL = 8  # px of the picture for one grain of the first noise


class CanvasView(ZoomView):
    """See the module.

    Attributes: `undo_stack` for the Undo and Redo actions.
    Signals: `picture_changed(reason)` the kept picture is another one or none: "drop", "paste",
    "open", "keep", "clear", "undo", "redo" or what `start_from` was given ·
    `proposal_changed(path)` what lies over the frame, "" for nothing · `kept(path)` ·
    `discarded(path)` · `look_asked(path)` inside a proposal · `example_chosen(prompt)` · `failed(error)` a `ReverieError`: a picture
    could not be opened.
    """

    picture_changed = Signal(str)
    proposal_changed = Signal(str)
    kept = Signal(str)
    discarded = Signal(str)
    look_asked = Signal(str)
    example_chosen = Signal(str)
    failed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((512, 512), parent)
        self.setAccessibleName(self.tr("Canvas"))
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._document = Document(self)
        self._document.picture_changed.connect(self._on_picture)
        self._document.proposals_changed.connect(self._on_proposals)
        self.undo_stack: QUndoStack = self._document.undo_stack
        self._cache = PictureCache(parent=self)
        self._cache.ready.connect(self._on_ready)
        self._cache.failed.connect(self._on_failed)
        # What is to lie in the frame, decoded or a path, and the reason; the last wish counts.
        self._wish: tuple[Picture | str, str] | None = None
        self._restoring = ""  # what lay here last, until it is decoded: a wish comes after it
        self._scene = Scene(self.viewport())
        self._keeping = ""  # path of a proposal that is to be kept as soon as it is decoded
        self._preview: QImage | None = None
        self._drawing = False
        self._waiting = ""
        self._shown = ""
        self._covered = False
        self._empty = EmptyState(self)
        self._empty.example_chosen.connect(self.example_chosen)
        self._bar = ProposalBar(self)
        self._bar.flipped.connect(self.flip)
        self._bar.kept.connect(self.keep)
        self._bar.discarded.connect(self.discard)
        self._bar.look_asked.connect(lambda: self.look_asked.emit(self._shown))
        self._refresh()

    def set_covered(self, covered: bool) -> None:
        """Whether something lies over the canvas: then it offers no examples."""
        self._covered = covered
        self._refresh()

    # --- the picture ------------------------------------------------------------------------------

    def picture(self) -> Picture | None:
        """The kept picture: what *Start from: Picture* starts from."""
        return self._document.picture

    def framed_picture(self) -> QImage | None:
        """What lies in the frame, cut and scaled to the frame's size, as it is seen."""
        picture = self._document.picture
        if picture is None:
            return None
        return framed(picture.image, self._viewport.frame_width, self._viewport.frame_height)

    @Slot(str, str)
    def start_from(self, path: str, reason: str = "open") -> None:
        """Put a file's picture into the frame; `failed` tells why not.

        Undoable, unless the reason is "restore": what lay there at the last start.
        """
        if reason == "restore":
            self._restoring = path
        else:
            self._wish = path, reason
        self._cache.forget(path)  # the file may have changed since
        self._cache.fetch(path)

    def is_restoring(self) -> bool:
        """Whether what lay here at the last start is still being decoded."""
        return bool(self._restoring)

    def start_from_image(self, image: QImage, reason: str = "paste") -> None:
        """Put pixels into the frame (undoable)."""
        self._wish = Picture(flattened(image)), reason
        self._arrive()

    @Slot()
    def clear(self) -> None:
        """Empty the frame (undoable)."""
        self._wish, self._restoring = None, ""
        self._document.clear()

    @Slot(int, int)
    def set_frame_size(self, width: int, height: int) -> None:
        super().set_frame_size(width, height)
        self._place_children()

    # --- a job's pictures -------------------------------------------------------------------------

    def proposals(self) -> Proposals:
        return self._document.proposals

    @Slot(int)
    def keep_clear(self, height: int) -> None:
        """So many px of the upper edge are covered: what is told there moves below."""
        self._scene.covered = height
        self.update()

    def proposal_path(self) -> str:
        """The file of the proposal over the frame, "" for none."""
        return self._shown

    def label(self) -> str:
        """The text on the frame's label, "" for none."""
        return self._scene.label

    @Slot(str)
    def begin_job(self, job: str) -> None:
        """A job starts to draw: its proposals replace the former ones, noise fills the frame."""
        width, height = self._viewport.frame_width, self._viewport.frame_height
        self._drawing = True
        self._preview = frame_painter.noise(max(width // CELL, 1), max(height // CELL, 1))
        self._document.set_proposals(Proposals(job))
        self._refresh()

    @Slot(str)
    def show_waiting(self, text: str) -> None:
        """A sentence on the frame's label while there is nothing to see yet; "" takes it away."""
        self._waiting = text
        self._refresh()

    @Slot(bytes)
    def show_preview(self, png: bytes) -> None:
        """A small look at the growing picture (PNG). One that cannot be read is passed over."""
        image = read_png(png) if len(png) <= PREVIEW_MAX else QImage()
        if self._drawing and not image.isNull():
            self._preview = image
            self._waiting = ""
            self._refresh()

    @Slot(str)
    def add_proposal(self, path: str) -> None:
        """A picture of the job is done; it is shown where none is being looked at."""
        self._document.set_proposals(self._document.proposals.arrived(path))

    @Slot()
    def end_job(self) -> None:
        """The job ended, well or not: no preview any more."""
        self._drawing = False
        self._waiting = ""
        self._refresh()

    @Slot(str)
    def show_result(self, path: str) -> None:
        """Lay any result over the frame as a proposal."""
        self._document.set_proposals(self._document.proposals.showing(path))

    @Slot(int)
    def flip(self, step: int) -> None:
        """The next (1) or former (−1) proposal."""
        self._document.set_proposals(self._document.proposals.flipped(step))

    @Slot()
    def keep(self) -> None:
        """The shown proposal becomes the picture (undoable); once it is decoded if it is not yet."""
        path = self._shown
        image = self._cache.get(path) if path else None
        self._keeping = path if image is None else ""
        if image is not None:
            self._document.keep(image)
            self.kept.emit(path)

    @Slot()
    def discard(self) -> None:
        """The shown proposal leaves the canvas, its file stays (undoable)."""
        path = self._shown
        if path:
            self._document.discard()
            self.discarded.emit(path)

    # --- events -----------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setClipRegion(event.region())
        self._scene.viewport = self._viewport
        self._scene.focused = self.hasFocus()
        frame_painter.paint(painter, self._scene)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_children()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        hand = self._navigation.hand  # then the arrows pan
        if hand or not self._shown or not plain(event) or not self._choose(event.key()):
            super().keyPressEvent(event)

    def _choose(self, key: int) -> bool:
        """What a key means for the proposal over the frame."""
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.flip(1 if key == Qt.Key.Key_Right else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.keep()
        elif key == Qt.Key.Key_Delete:
            self.discard()
        else:
            return False
        return True

    # --- the document and the cache ---------------------------------------------------------------

    @Slot(str)
    def _on_picture(self, reason: str) -> None:
        picture = self._document.picture
        self._scene.picture = None if picture is None else Mipmap(picture.image)
        self._refresh()
        self.picture_changed.emit(reason)

    @Slot()
    def _on_proposals(self) -> None:
        former, self._shown = self._shown, self._document.proposals.shown or ""
        self._keeping = self._keeping if self._shown == former else ""
        if self._shown != former and self._cache.error(self._shown) is not None:
            self._cache.forget(self._shown)  # looked at anew: it may be there again
        self._refresh()
        if self._shown != former:
            self.proposal_changed.emit(self._shown)

    @Slot(str)
    def _on_ready(self, path: str) -> None:
        self._arrive()
        self._refresh()
        if self._keeping == path == self._shown:
            self.keep()

    def _arrive(self) -> None:
        """Put into the frame what is decoded by now: what lay there last before anything else, so that Undo finds it."""
        if self._restoring:
            last = self._decoded(self._restoring)
            if last is None:
                return
            self._restoring = ""
            if self._document.picture is None:
                self._document.restore(last)
        if self._wish is not None:
            wanted, reason = self._wish
            picture = self._decoded(wanted) if isinstance(wanted, str) else wanted
            if picture is not None:
                self._wish = None
                self._document.start_from(picture, reason)

    def _decoded(self, path: str) -> Picture | None:
        image = self._cache.get(path)
        return None if image is None else Picture(image, path)

    @Slot(str, object)
    def _on_failed(self, path: str, error: ReverieError) -> None:
        if self._wish is not None and self._wish[0] == path:
            self._wish = None
        if path == self._restoring:
            self._restoring = ""
        if path == self._shown:
            self._document.set_proposals(self._document.proposals.discarded())
        self.failed.emit(error)
        self._arrive()

    def _refresh(self) -> None:
        """Bring scene, bar and empty state in line with the document."""
        scene, proposals = self._scene, self._document.proposals
        image = self._cache.get(self._shown) if self._shown else None
        if not self._shown:
            scene.proposal = None
        elif image is not None and (scene.proposal is None or scene.proposal.image is not image):
            scene.proposal = Mipmap(image)  # until it is decoded, what was seen before stays
        if not self._drawing and (image is not None or not self._shown):
            self._preview = None
        scene.preview = None if proposals.closed else self._preview
        scene.label = self._label_text(proposals)
        self.setAccessibleDescription(scene.label)
        self._bar.setVisible(bool(self._shown))
        if self._shown:
            self._bar.set_place(proposals.index, proposals.count)
        idle = scene.picture is None and not self._shown and not self._drawing
        self._empty.setVisible(idle and not self._waiting and not self._covered)
        self._place_children()
        self.update()

    def _label_text(self, proposals: Proposals) -> str:
        if not self._shown:
            return self._waiting
        if proposals.count == 1:
            return self.tr("Proposal – not in your picture yet")
        text = self.tr("Proposal {0} of {1} – not in your picture yet")
        return text.format(proposals.index + 1, proposals.count)

    def _place_children(self) -> None:
        size = self._bar.sizeHint()
        width = min(size.width(), self.width())
        top = self.height() - size.height() - BAR_GAP
        self._bar.setGeometry(QRect((self.width() - width) // 2, top, width, size.height()))
        frame = round(self._viewport.fit().rect()[2])  # within it, unless that is too narrow
        room = min(max(frame - 2 * SIDE_GAP, EMPTY_LEAST), self.width() - 2 * SIDE_GAP)
        width = min(self._empty.maximumWidth(), room)
        height = self._empty.heightForWidth(width)
        left, top = (self.width() - width) // 2, (self.height() - height) // 2
        self._empty.setGeometry(QRect(left, top, width, height))
