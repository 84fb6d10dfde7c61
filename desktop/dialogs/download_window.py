"""The window in which a model is fetched from the hub. Nothing is asked of anybody before a click.

It is not modal, and a download goes on while it is closed. It arranges and connects; what is known is in
`state/downloads_state.py`.
"""

from __future__ import annotations

from pathlib import PurePath

from PySide6.QtCore import Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from core.contract.download_errors import HubGated
from core.contract.downloads import Offer, Unfinished, Variant
from core.contract.errors import ReverieError
from core.files.trainings.judging_encoders import of_repository
from desktop.dialogs.download_offer import OfferCard
from desktop.dialogs.download_rows import RunningRow, StoppedRow, plain_button
from desktop.panels.message_bar import MessageBar, Verb
from desktop.phrases import downloads as phrases
from desktop.state.downloads_state import Activity, DownloadsState
from desktop.state.observable import bind
from desktop.widgets.labels import Caption, NameLabel
from desktop.widgets.tips import set_tip
from desktop.wording.errors import error_message

SIZE = (600, 520)  # px


class DownloadWindow(QDialog):
    """Signals: `use_asked(path)` a person wants to draw with what was fetched."""

    use_asked = Signal(str)

    def __init__(self, downloads: DownloadsState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._downloads = downloads
        self.setWindowTitle(self.tr("Download a model"))
        self.resize(*SIZE)
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("owner/name, or the address of its page"))
        self.look = plain_button(self.tr("Look"))
        self.look.setProperty("primary", True)
        self.offer = OfferCard()
        self.running = RunningRow()
        self._stopped_name = NameLabel(self.tr("Not finished"))
        self._stopped = QVBoxLayout()
        self._hint = Caption(wrap=True)
        self._body = QWidget()
        self._arrange()
        self.messages = MessageBar(self._body)  # never over the field
        self._connect()

    def _arrange(self) -> None:
        name = NameLabel(self.tr("Model on the Hugging Face hub"), self.field)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(self.look)
        self._hint.setText(
            self.tr(
                "The hub is asked when you press Look, not before. It learns the name you typed."
            )
        )
        self._stopped.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(name)
        column.addLayout(row)
        column.addWidget(self._hint)
        column.addSpacing(8)
        column.addWidget(self._body, 1)
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(8)
        for part in (self.offer, self.running, self._stopped_name):
            body.addWidget(part)
        body.addLayout(self._stopped)
        body.addStretch(1)

    def _connect(self) -> None:
        downloads = self._downloads
        self.field.returnPressed.connect(self._look)
        self.field.textChanged.connect(self._renew)
        self.look.clicked.connect(self._look)
        self.offer.download_asked.connect(self._download)
        self.running.pause_asked.connect(downloads.stop)
        self.running.cancel_asked.connect(downloads.cancel)
        downloads.downloaded.connect(self._downloaded)
        bind(downloads, "offer", self._show_offer)
        bind(downloads, "transfer", self.running.show_transfer)
        bind(downloads, "unfinished", self._show_stopped)
        bind(downloads, "activity", self._show_activity)
        bind(downloads, "error", self._show_error)

    # --- what a person does -----------------------------------------------------------------------

    def look_at(self, repository: str) -> None:
        """As if somebody had typed the name and pressed Look; not while something else is under way."""
        if self._downloads.activity == "idle":
            self.field.setText(repository)
            self.look.click()

    @Slot()
    def _look(self) -> None:
        if self.look.isEnabled():
            self.messages.close_message()
            self._downloads.look(self.field.text().strip())

    @Slot(object)
    def _download(self, variant: Variant) -> None:
        self.messages.close_message()
        self._downloads.download(variant)

    @Slot(object)
    def _go_on(self, begun: Unfinished) -> None:
        self.messages.close_message()
        self._downloads.go_on(begun)

    # --- what is known ----------------------------------------------------------------------------

    @Slot(object)
    def _show_offer(self, offer: Offer | None) -> None:
        if offer is not None:
            self.offer.show_offer(offer, self._downloads.free)
        self._renew()

    @Slot(object)
    def _show_activity(self, activity: Activity) -> None:
        request = self._downloads.request
        if activity == "fetching" and request is not None:
            self.running.show_name(request.repo)
            self.running.show_transfer(self._downloads.transfer)
        self.running.stopping(activity == "stopping", kept=not self._downloads.is_discarding)
        self._renew()

    @Slot()
    def _renew(self, *_ignored: object) -> None:
        """What is seen, and what can be pressed."""
        activity, offer = self._downloads.activity, self._downloads.offer
        idle, looking = activity == "idle", activity == "looking"
        fetching = self._downloads.is_download
        self.offer.setVisible(offer is not None and not fetching)
        self.running.setVisible(fetching)
        self.look.setText(self.tr("Looking") if looking else self.tr("Look"))
        reason = "" if self.field.text().strip() else self.tr("Type the name of a model first.")
        if not idle:
            reason = self.tr("One thing at a time: something is being fetched.")
        self.look.setEnabled(not reason)
        set_tip(self.look, reason)
        primary = offer is None and not fetching
        if self.look.property("primary") != primary:
            self.look.setProperty("primary", primary)
            self.look.style().polish(self.look)
        self._allow_stopped()

    @Slot(object)
    def _show_stopped(self, unfinished: tuple[Unfinished, ...]) -> None:
        while (item := self._stopped.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for begun in unfinished:
            row = StoppedRow(begun)
            row.go_on_asked.connect(self._go_on)
            row.remove_asked.connect(self._downloads.discard)
            self._stopped.addWidget(row)
        self._allow_stopped()

    def stopped_rows(self) -> list[StoppedRow]:
        """The downloads that were stopped, as they are shown."""
        items = (self._stopped.itemAt(place) for place in range(self._stopped.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if isinstance(widget, StoppedRow)]

    def _allow_stopped(self) -> None:
        idle = self._downloads.activity == "idle"
        rows = self.stopped_rows()
        self._stopped_name.setVisible(bool(rows) and not self._downloads.is_download)
        for row in rows:
            row.setVisible(not self._downloads.is_download)
            row.setEnabled(idle)

    @Slot(object)
    def _show_error(self, error: ReverieError | None) -> None:
        if error is None:
            return
        message = phrases.message_of(error)
        verbs: list[Verb] = []
        if isinstance(error, HubGated):
            page = error.page
            verbs = [(self.tr("Open its page"), lambda: QDesktopServices.openUrl(QUrl(page)))]
        self.messages.show_error(message.text, verbs, message.details)

    @Slot(str, object)
    def _downloaded(self, path: str, problem: ReverieError | None) -> None:
        name, request = PurePath(path).name, self._downloads.request
        encoder = of_repository(request.repo) if request is not None else None
        if encoder is not None:
            self.messages.show_note(phrases.encoder_came(encoder.title))
            return
        if problem is not None:
            text = self.tr("{0} came whole. {1}")
            message = error_message(problem)
            self.messages.show_error(text.format(name, message.text), (), message.details)
            return
        text = self.tr("{0} came whole and is in your library.").format(name)
        self.messages.show_note(text, [(self.tr("Draw with it"), lambda: self._use(path))])

    def _use(self, path: str) -> None:
        self.use_asked.emit(path)
        self.close()

    # --- Qt ---------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._downloads.reload()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
