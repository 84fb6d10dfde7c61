"""What can go wrong between us and the model hub. Typed errors as in `errors.py`, data and no prose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from core.contract.errors import ReverieError


@dataclass
class HubUnreachable(ReverieError):
    """No connection, or it broke again and again. `reason` is the system's own text."""

    usage: ClassVar[bool] = False
    host: str
    reason: str


@dataclass
class HubRefused(ReverieError):
    """The server answers, and not with what was asked for. `wait`: seconds it wants, -1 unknown."""

    usage: ClassVar[bool] = False
    host: str
    status: int  # of HTTP
    wait: int


@dataclass
class HubAnswerWrong(ReverieError):
    """The server's answer contradicts itself or what is known. `reason` is one clause about the answer."""

    usage: ClassVar[bool] = False
    host: str
    reason: str


@dataclass
class HubMissing(ReverieError):
    """There is no such thing, or it is private. `what`: "repository", "revision" or "file"."""

    what: str
    name: str


@dataclass
class HubGated(ReverieError):
    """The licence must be accepted first, at `page`. `account`: "none" without a login, else "refused"."""

    repo: str
    page: str
    account: str


@dataclass
class NothingToDownload(ReverieError):
    """The repository has nothing of use. `reason`: "none", or "pickles" (it has old ones only)."""

    repo: str
    reason: str


@dataclass
class DownloadDamaged(ReverieError):
    """The file came twice with bytes that do not match the hub's own hash."""

    usage: ClassVar[bool] = False
    repo: str
    file: str


@dataclass
class DownloadBusy(ReverieError):
    """Another process is fetching the same at this moment."""

    usage: ClassVar[bool] = False
    path: str
