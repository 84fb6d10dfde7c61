"""What a repository has: licence, version, room, the variants with their files, and the Download button."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from core.contract.downloads import Offer, Variant
from desktop import theme
from desktop.dialogs.download_rows import plain_button
from desktop.phrases import downloads as phrases
from desktop.widgets.card import Card
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.labels import Caption, NameLabel, figures
from desktop.widgets.picker import Picker
from desktop.widgets.tips import set_tip
from desktop.wording.parts import size_text
from desktop.wording.titles import title_text

FILES_HEIGHT = 120  # px
SIZE_COLUMN = 80  # px


class OfferCard(Card):
    """Signals: `download_asked(Variant)`."""

    download_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offer: Offer | None = None
        self._free = -1
        self._name = NameLabel("")
        self._licence, self._version, self._room = ElidedLabel(), ElidedLabel(), ElidedLabel()
        self.page = plain_button(self.tr("Open its page"))
        self.page.clicked.connect(self._open_page)
        self.variants = Picker()
        self.variants.setAccessibleName(self.tr("Variant"))
        self.variants.value_changed.connect(self._show_variant)
        self.files = QPlainTextEdit(readOnly=True)
        self.files.setFixedHeight(FILES_HEIGHT)
        self.files.setTabStopDistance(SIZE_COLUMN)
        self.files.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.files.setTabChangesFocus(True)
        self.files.setAccessibleName(self.tr("Files"))
        figures(self.files)
        self._remark = Caption(wrap=True)
        self.download = plain_button(self.tr("Download"))
        self.download.setProperty("primary", True)
        self.download.clicked.connect(self._download)
        self._arrange()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._name, 1)
        head.addWidget(self.page)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        rows = (
            (self.tr("Licence"), self._licence),
            (self.tr("Version"), self._version),
            (self.tr("Disk"), self._room),
            (self.tr("Variant"), self.variants),
        )
        for line, (name, widget) in enumerate(rows):
            grid.addWidget(Caption(name), line, 0)
            grid.addWidget(widget, line, 1)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self._remark, 1)
        foot.addWidget(self.download, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(grid)
        column.addWidget(self.files)
        column.addLayout(foot)

    def show_offer(self, offer: Offer, free: int) -> None:
        """`free`: bytes on the disk, -1 unknown."""
        self._offer, self._free = offer, free
        self._name.setText(offer.repo)
        self._licence.set_text(offer.licence or self.tr("not named; see its page"))
        self._version.set_text(phrases.version_text(offer))
        self._version.set_hint(offer.commit)
        self._room.set_text(phrases.room_text(free))
        self.variants.clear()
        for variant in offer.variants:
            self.variants.addItem(theme.icon("box"), phrases.variant_text(variant), variant.key)
        self.variants.setEnabled(len(offer.variants) > 1)
        self._show_variant()

    def variant(self) -> Variant | None:
        """The one that is chosen."""
        found = self._offer.variants if self._offer is not None else ()
        key = self.variants.currentData()
        return next((variant for variant in found if variant.key == key), None)

    def allow(self, why_not: str) -> None:
        """Whether Download can be pressed; else why not."""
        reason = why_not or self._why_not()
        self.download.setEnabled(not reason)
        set_tip(self.download, reason)

    def _why_not(self) -> str:
        variant, offer = self.variant(), self._offer
        if offer is not None and offer.foreign:
            return self.tr("It is {0}, which cannot be used here.").format(
                title_text(offer.foreign)
            )
        if variant is None:
            return self.tr("There is no model in it that can be used here.")
        if 0 <= self._free < variant.bytes:
            needed = size_text(variant.bytes)
            return self.tr("There is no room: {0} are needed.").format(needed)
        return ""

    @Slot()
    def _show_variant(self, *_ignored: object) -> None:
        variant, offer = self.variant(), self._offer
        self.files.setPlainText(phrases.files_text(variant) if variant is not None else "")
        text = self.tr("Download")
        if variant is not None:
            text = self.tr("Download {0}").format(size_text(variant.bytes))
        self.download.setText(text)
        remarks = [self._why_not()]
        if offer is not None and offer.is_gated:
            remarks.append(self.tr("Its licence must be accepted on its page first."))
        if variant is not None and variant.has_pickles:
            remarks.append(self.tr("An old format: it is opened in a locked room, once."))
        self._remark.setText(" ".join(filter(None, remarks)))
        self.allow("")

    @Slot()
    def _open_page(self) -> None:
        if self._offer is not None:
            QDesktopServices.openUrl(QUrl(self._offer.page))

    @Slot()
    def _download(self) -> None:
        variant = self.variant()
        if variant is not None:
            self.download_asked.emit(variant)
