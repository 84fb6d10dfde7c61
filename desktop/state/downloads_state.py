"""What is known of a model hub's repository, and how far a download is. No widgets, no network.

One thing at a time: a look, or a download. Downloads that were stopped lie in the models folder and are
found there again, whoever began them.
"""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, Signal, Slot

from core.contract import events as ev
from core.contract import notices
from core.contract.downloads import DownloadRequest, Offer, Unfinished, Variant
from core.contract.errors import ReverieError
from core.files import folders
from core.files.downloads import place
from desktop.engine.fetcher import FetcherClient
from desktop.state.observable import Property

Activity = Literal["idle", "looking", "fetching", "stopping"]


class DownloadsState(QObject):
    """Signals: `downloaded(path, problem)` a model is whole under that path; `problem` is the error that
    says why it cannot be used, None for most.
    """

    activity_changed = Signal(object)
    offer_changed = Signal(object)
    transfer_changed = Signal(object)
    error_changed = Signal(object)
    unfinished_changed = Signal(object)
    downloaded = Signal(str, object)

    activity: Property[Activity] = Property("idle")
    offer: Property[Offer | None] = Property(None)
    transfer: Property[ev.Transfer | None] = Property(None)  # of the download that runs
    error: Property[ReverieError | None] = Property(None)  # how the last one ended, badly
    unfinished: Property[tuple[Unfinished, ...]] = Property(())

    def __init__(self, fetcher: FetcherClient, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fetcher = fetcher
        self._numbers = itertools.count(1)
        self._problem: ReverieError | None = None
        self._downloading = False
        self._discarding = False  # what came is not wanted any more
        self.free = -1  # bytes on the disk of the models folder, as the last look saw
        self.request: DownloadRequest | None = None  # of the download that runs, or ran last
        fetcher.heard.connect(self._hear)

    @property
    def is_download(self) -> bool:
        """Whether what is under way is a download."""
        return self._downloading

    # --- what a person asks -----------------------------------------------------------------------

    def look(self, text: str) -> None:
        """Ask the hub what there is under a name or an address."""
        if not self._fetcher.busy:
            self.offer, self.error = None, None
            self._downloading = False
            self.activity = "looking"
            self._fetcher.start(ev.Look(self._job(), text))

    def download(self, variant: Variant) -> None:
        """Fetch a variant of the present offer, at its commit."""
        offer = self.offer
        if offer is not None:
            self._fetch(
                DownloadRequest(
                    offer.repo, offer.commit, variant.key, old_formats=variant.has_pickles
                )
            )

    def go_on(self, begun: Unfinished) -> None:
        """Go on with a download that was stopped."""
        self._fetch(begun.request)

    def stop(self) -> None:
        """Stop what is under way; of a download all that came is kept."""
        if self._fetcher.busy:
            self.activity = "stopping"
            self._fetcher.cancel()

    @property
    def is_discarding(self) -> bool:
        """Whether what came is thrown away once it has stopped."""
        return self._discarding

    def cancel(self) -> None:
        """Stop a download and throw away what came."""
        self._discarding = self.is_download
        self.stop()

    def discard(self, begun: Unfinished) -> None:
        """Remove what came of a download that does not run."""
        if not self._fetcher.busy:
            try:
                place.discard(Path(begun.place))
            except ReverieError as error:
                self.error = error
        self.reload()

    @Slot()
    def reload(self) -> None:
        """Look into the models folder for downloads that were stopped."""
        begun = place.all_begun(folders.models())
        self.unfinished = tuple(one.unfinished() for one in begun if one.finished() is None)

    # --- what the process says --------------------------------------------------------------------

    def _fetch(self, request: DownloadRequest) -> None:
        if not self._fetcher.busy:
            self.error, self.transfer, self._problem = None, None, None
            self.request = request
            self._downloading, self._discarding = True, False
            self.activity = "fetching"
            self._fetcher.start(ev.Download(self._job(), request))

    def _job(self) -> str:
        return f"download-{next(self._numbers)}"

    @Slot(object)
    def _hear(self, event: ev.Event) -> None:
        match event:
            case ev.Looked():
                self.free = event.free
                self.offer = event.offer
            case ev.Transfer():
                self.transfer = event
            case ev.Notice(code=notices.USELESS):
                self._problem = event.problem()
            case ev.Downloaded():
                self.offer = None
                self.downloaded.emit(event.path, self._problem)
            case ev.JobDone() | ev.JobCancelled():
                self._ended(None)
            case ev.JobFailed():
                self._ended(event.error())

    def _ended(self, error: ReverieError | None) -> None:
        self.transfer = None
        self._downloading = False
        self.activity = "idle"
        if self._discarding and self.request is not None:
            begun = place.find(folders.models(), self.request)
            if begun is not None:
                self.discard(begun.unfinished())
        self._discarding = False
        self.reload()
        if error is not None:
            self.error = error
