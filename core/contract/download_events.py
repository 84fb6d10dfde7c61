"""What is asked and told of the model hub and of downloads. For the process that fetches, not for the engine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from core.contract.downloads import DownloadRequest, Offer

TransferStage = Literal["transfer", "wait", "check"]


@dataclass(frozen=True)
class Look:
    """Ask the model hub what there is under `text`, a name or an address; `revision` "" for its own."""

    job: str
    text: str
    revision: str = ""


@dataclass(frozen=True)
class Download:
    """Fetch a model from the hub, or go on with it. For the process that fetches, not for the engine."""

    job: str
    request: DownloadRequest


@dataclass(frozen=True)
class Looked:
    """The answer to Look. `free`: bytes on the disk of the models folder, -1 unknown."""

    job: str
    offer: Offer
    free: int


@dataclass(frozen=True)
class Transfer:
    """How far a download is: bytes of all its files."""

    job: str
    file: str  # that is at work, "" at the end
    stage: TransferStage
    done: int
    total: int
    rate: float  # bytes a second, 0 while unknown
    seconds_left: float | None = None


@dataclass(frozen=True)
class Downloaded:
    """The model is whole, checked and under its final name."""

    job: str
    path: str
    repo: str
