"""Is there a newer version? Asked only at a click, of the address the publisher named; nothing of ours is sent.

The answer is JSON as GitHub's "latest release" gives it: `tag_name` and `html_url`. Where no address was named
(`resources/release.json`) the question is not offered at all.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtNetwork import QNetworkAccessManager, QNetworkReply, QNetworkRequest

from core.contract.version import VERSION
from core.files import folders

PATIENCE = 15_000  # ms
LONGEST = 1_000_000  # bytes of an answer


@dataclass(frozen=True)
class Release:
    """A version that is announced, and the page that tells of it ("" where it names no https page)."""

    version: str
    page: str

    @property
    def is_newer(self) -> bool:
        return numbers(self.version) > numbers(VERSION)


class Updates(QObject):
    """Signals: `found(release)`, `failed(why)`: exactly one of them after each `look`."""

    found = Signal(object)
    failed = Signal(str)

    def __init__(self, address: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._address = QUrl(address)
        self._network = QNetworkAccessManager(self)
        self._network.setTransferTimeout(PATIENCE)
        self._reply: QNetworkReply | None = None

    @Slot()
    def look(self) -> None:
        """Ask. While an answer is awaited another click asks nothing."""
        if self._reply is not None:
            return
        request = QNetworkRequest(self._address)
        request.setRawHeader(b"Accept", b"application/json")
        request.setHeader(QNetworkRequest.KnownHeaders.UserAgentHeader, "Reverie")
        self._reply = self._network.get(request)
        self._reply.finished.connect(self._answered)

    @Slot()
    def _answered(self) -> None:
        reply, self._reply = self._reply, None
        if reply is None:
            return
        reply.deleteLater()
        if reply.error() is not QNetworkReply.NetworkError.NoError:
            self.failed.emit(reply.errorString())
            return
        release = understood(bytes(reply.read(LONGEST).data()))
        if release is None:
            self.failed.emit(self.tr("the answer names no version"))
        else:
            self.found.emit(release)


def address() -> str:
    """Where versions are announced, or "" where the publisher named no place."""
    try:
        facts = json.loads((folders.resources() / "release.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    found = facts.get("announced_at") if isinstance(facts, dict) else None
    return found if isinstance(found, str) and found.startswith("https://") else ""


def understood(answer: bytes) -> Release | None:
    """The release in an answer, None where there is none."""
    try:
        facts = json.loads(answer)
    except ValueError:
        return None
    tag = facts.get("tag_name") if isinstance(facts, dict) else None
    if not isinstance(tag, str) or not numbers(tag):
        return None
    page = facts.get("html_url")
    return Release(tag.removeprefix("v"), page if _is_page(page) else "")


def numbers(version: str) -> tuple[int, ...]:
    """The numbers of a version, to be compared; what follows them counts nothing."""
    found = re.match(r"v?(\d{1,9}(?:\.\d{1,9}){0,3})", version)
    return tuple(int(part) for part in found[1].split(".")) if found else ()


def _is_page(page: object) -> bool:
    return isinstance(page, str) and page.startswith("https://")
