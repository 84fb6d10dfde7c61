"""Step 2, Photos: tiles with what is wrong, the chosen one large with its crop, one line about all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.contract.draft import LEAST_PHOTOS, Draft, DraftPhoto
from core.files.photos.report import SetReport
from desktop.phrases import photos as photo_phrases
from desktop.state.draft_config import crop_around
from desktop.state.photo_checks import Learned, PhotoChecks
from desktop.state.photos_model import PhotoRole, PhotosModel
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.labels import Caption
from desktop.widgets.rule import Rule
from desktop.widgets.tips import set_tip
from desktop.wizards.photo_details import PhotoDetails
from desktop.wizards.photo_tile import SIDE, PhotoTile
from desktop.wizards.step import EDGE, WizardStep

DETAILS = 344  # px
AIM = 512  # px of the training's side, where the model does not say otherwise


class _Tiles(QListView):
    """Signals: `removed()` by the Del key."""

    removed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)


class PhotosStep(WizardStep):
    """Signals besides `edited`: `add_asked()` more photos · `folder_asked()` · `looked()` more is known of them ·
    `taken_off(DraftPhoto, int)` one that had this place among them.
    """

    taken_off = Signal(object, int)
    looked = Signal()
    add_asked = Signal()
    folder_asked = Signal()

    def __init__(self, checks: PhotoChecks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._checks = checks
        self.aim = AIM
        self.model = PhotosModel(self)
        self.tiles = _Tiles()
        self.tile = PhotoTile(self.tiles)
        self.details = PhotoDetails()
        self.summary, self.checked = QLabel(), Caption()
        self.add = QPushButton(self.tr("Add photos…"))
        self.folder = QPushButton(self.tr("Add a folder…"))
        self.leave_out = QPushButton(self.tr("Leave out flagged"))
        self._build()
        checks.told.connect(self._renew)
        checks.replaced.connect(self._forget_pictures)
        checks.progress_changed.connect(self._show_progress)
        self.tile.thumbnails.ready.connect(self._picture_ready)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self._application_changed)

    def begin(self) -> None:
        super().begin()
        self.tiles.setCurrentIndex(QModelIndex())
        self.tiles.scrollToTop()

    def entry(self) -> QWidget:
        return self.tiles if self.draft.photos else self.add

    def show_draft(self, draft: Draft) -> None:
        changed = [(p.path, p.turn) for p in draft.photos] != [
            (p.path, p.turn) for p in self.draft.photos
        ]
        changed = changed or learned_of(draft) != learned_of(self.draft)
        super().show_draft(draft)
        if changed or not draft.photos:
            self._checks.check(draft.photos, self.aim, learned_of(draft))
        self._renew()

    def look_again(self) -> None:
        """Photos may have come back, or were changed, while a person was elsewhere."""
        thumbnails = self.tile.thumbnails
        failed = [p.path for p in self.draft.photos if thumbnails.error(p.path) is not None]
        self._forget_pictures(failed)
        self._checks.look_again()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.look_again()

    @Slot(Qt.ApplicationState)
    def _application_changed(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive and self.isVisible():
            self.look_again()

    def set_aim(self, side: int) -> None:
        """Photos should have at least so many px: the side that the model learns at."""
        if side != self.aim:
            self.aim = side
            self._checks.check(self.draft.photos, side, learned_of(self.draft))
            self._renew()

    def add_paths(self, paths: Sequence[str]) -> None:
        """Photos that were dropped or chosen; what is there already stays once."""
        known = {photo.path for photo in self.draft.photos}
        more = tuple(DraftPhoto(path) for path in dict.fromkeys(paths) if path not in known)
        self.change(photos=self.draft.photos + more)

    def problem(self) -> str:
        """Why one cannot go on, "" where one can."""
        about = self._about()
        if self._is_early():
            return ""  # it may be looked at further meanwhile
        if about.state == "blocked":
            return photo_phrases.set_text(about, len(self.draft.photos))
        lacking = self.model.wordless()
        return photo_phrases.wordless_text(lacking) if lacking else ""

    def _about(self) -> SetReport:
        """What is known of them; before all are checked, nothing that has to be true of all."""
        about = self._checks.about(self.draft.photos)
        done, total = self._checks.progress
        return about if done == total else replace(about, all_alike=False, same_background=False)

    def _is_early(self) -> bool:
        """Whether too few are checked yet to say that there are too few."""
        done, total = self._checks.progress
        return done < total and len(self.draft.used) >= LEAST_PHOTOS

    # --- building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.summary.setWordWrap(True)
        tiles = self.tiles
        tiles.setItemDelegate(self.tile)
        tiles.setModel(self.model)
        tiles.setAccessibleName(self.tr("Photos"))
        tiles.setFrameShape(QFrame.Shape.NoFrame)
        tiles.setViewMode(QListView.ViewMode.IconMode)
        tiles.setMovement(QListView.Movement.Static)
        tiles.setResizeMode(QListView.ResizeMode.Adjust)
        tiles.setUniformItemSizes(True)
        tiles.setMouseTracking(True)
        tiles.setMinimumWidth(SIDE + 24)
        tiles.viewport().setAutoFillBackground(False)
        tiles.selectionModel().currentChanged.connect(self._current_changed)
        tiles.removed.connect(self._remove)
        set_tip(self.leave_out, self.tr("Those that need a look; each can be taken in again."))
        verbs = QWidget()
        buttons = FlowLayout(verbs, 8, centred=False)
        for button, signal in (
            (self.add, self.add_asked),
            (self.folder, self.folder_asked),
        ):
            button.clicked.connect(signal)
        self.leave_out.clicked.connect(self._leave_out_flagged)
        for button in (self.add, self.folder, self.leave_out):
            button.setFixedHeight(28)
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addWidget(self.checked)
        left = QVBoxLayout()
        left.setContentsMargins(EDGE, 12, 8, 8)
        left.setSpacing(8)
        left.addWidget(self.summary)
        left.addWidget(verbs)
        left.addWidget(tiles, 1)
        self.details.setFixedWidth(DETAILS)
        self.details.edited.connect(self._photo_edited)
        self.details.next_asked.connect(self._next)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(Rule(Qt.Orientation.Vertical))
        right = QVBoxLayout()
        right.setContentsMargins(0, 12, 0, 0)
        right.addWidget(self.details)
        row.addLayout(right)

    # --- showing ----------------------------------------------------------------------------------

    @Slot()
    def _renew(self) -> None:
        photos = self.draft.photos
        current = self._current_path()
        style = self.draft.kind == "style"
        self.model.show(photos, self._checks.reports(photos), wants_words=style)
        row = self.model.row_of(current)
        if row < 0 and photos:
            row = 0
        if row >= 0 and self.tiles.currentIndex().row() != row:
            self.tiles.setCurrentIndex(self.model.index(row))
        about = self._about()
        lacking = self.model.wordless() if about.state != "blocked" else 0
        self.summary.setText(self._said_of_all(about, lacking))
        self.leave_out.setVisible(self._without_flagged() != photos)
        self._show_current()
        self.looked.emit()

    def _said_of_all(self, about: SetReport, lacking: int) -> str:
        """`lacking`: so many have no words. How many are checked is said beside the buttons."""
        count = len(self.draft.photos)
        if about.state == "blocked" and self._is_early():
            return photo_phrases.photos_text(count)
        return (
            photo_phrases.wordless_text(lacking)
            if lacking
            else photo_phrases.set_text(about, count)
        )

    @Slot(object)
    def _show_progress(self, progress: tuple[int, int]) -> None:
        done, total = progress
        self.checked.setText(photo_phrases.checking_text(done, total) if done < total else "")

    @Slot(QModelIndex, QModelIndex)
    def _current_changed(self, *_indexes: QModelIndex) -> None:
        self._show_current()

    @Slot(list)
    def _forget_pictures(self, paths: Sequence[str]) -> None:
        for path in paths:
            self.tile.thumbnails.forget(path)
        if paths:
            self.tiles.viewport().update()
            self._show_current()

    @Slot(str)
    def _picture_ready(self, path: str) -> None:
        self.tiles.update(self.model.index(max(0, self.model.row_of(path))))
        if path == self._current_path():
            self._show_current()

    def _current_path(self) -> str:
        photo = self.tiles.currentIndex().data(PhotoRole.PHOTO)
        return photo.path if photo is not None else ""

    def _show_current(self) -> None:
        index = self.tiles.currentIndex()
        photo: DraftPhoto | None = index.data(PhotoRole.PHOTO) if index.isValid() else None
        report = index.data(PhotoRole.REPORT) if index.isValid() else None
        image = self.tile.thumbnails.get(photo.path) if photo is not None else None
        style = self.draft.kind == "style"
        aspect = 0.0 if learned_of(self.draft) == "whole" else 1.0
        wordless = bool(index.data(PhotoRole.WORDLESS))
        self.details.show_photo(
            photo, report, image, needs_words=style, wordless=wordless, aspect=aspect
        )

    # --- what a person does -----------------------------------------------------------------------

    @Slot(object)
    def _photo_edited(self, changed: DraftPhoto) -> None:
        photos = tuple(changed if p.path == changed.path else p for p in self.draft.photos)
        self.change(photos=photos)

    @Slot()
    def _next(self) -> None:
        """On to the next photo that can have words; after the last one comes the first."""
        count, row = self.model.rowCount(), self.tiles.currentIndex().row()
        for place in range(row + 1, row + 1 + count):
            index = self.model.index(place % count)
            report = index.data(PhotoRole.REPORT)
            if report is None or report.usable:
                self.tiles.setCurrentIndex(index)
                break

    def _leave_out_flagged(self) -> None:
        self.change(photos=self._without_flagged())

    def _without_flagged(self) -> tuple[DraftPhoto, ...]:
        """What needs a look left out; one that lies on its side is turned instead."""
        reports = self._checks.reports(self.draft.photos)
        photos = []
        for photo, report in zip(self.draft.photos, reports, strict=True):
            findings = () if report is None else report.findings
            flagged = not photo.is_looked_at and any(f.code != "on_its_side" for f in findings)
            photos.append(replace(photo, is_in=photo.is_in and not flagged))
        return tuple(photos)

    @Slot()
    def _remove(self) -> None:
        """Out of the draft; the file stays where it is."""
        row, photos = self.tiles.currentIndex().row(), self.draft.photos
        if not 0 <= row < len(photos):
            return
        self.change(photos=(*photos[:row], *photos[row + 1 :]))
        last = self.model.rowCount() - 1
        if last >= 0:  # the one that comes after, so that the key may be pressed again
            self.tiles.setCurrentIndex(self.model.index(min(row, last)))
        self.taken_off.emit(photos[row], row)

    def put_back(self, photo: DraftPhoto, place: int) -> None:
        """One that was taken off, with its crop and words, where it was."""
        photos = self.draft.photos
        if photo.path not in {each.path for each in photos}:
            self.change(photos=(*photos[:place], photo, *photos[place:]))
            self.tiles.setCurrentIndex(self.model.index(self.model.row_of(photo.path)))


def learned_of(draft: Draft) -> Learned:
    """A style is learned from all that its pictures show."""
    if draft.kind != "style":
        return crop_around(draft)
    return "square" if draft.changed.get("buckets") == "false" else "whole"
