"""What the library knows of one file or folder of weights, without a single weight having been read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from core.contract.error_wire import from_data
from core.contract.errors import ReverieError
from core.contract.job_events import JobFailed
from core.files.catalogue.kinds import Kind
from core.files.models.folder_kinds import Family
from core.files.models.library import ModelInfo

AUTOV2_DIGITS = 10  # of the SHA-256: how A1111 and Civitai name a file
FAMILY_LABELS: dict[Family, str] = {"sd1": "SD 1", "sd2": "SD 2", "sdxl": "SDXL"}


@dataclass(frozen=True)
class Card:
    """What a file says of itself, and what lies beside it. All texts are plain and short."""

    title: str = ""
    author: str = ""
    licence: str = ""
    description: str = ""
    triggers: tuple[str, ...] = ()  # words that call up what it was taught
    tags: tuple[str, ...] = ()  # what its training pictures were tagged with, the commonest first
    origin: str = ""  # where it was downloaded from: "owner/name at 0123456789"
    picture: str = ""  # path of a picture beside it, or of the one it carries, laid into the cache


@dataclass(frozen=True)
class Problem:
    """Why an entry cannot be used: an error of the contract, as it travels."""

    code: str
    data: dict[str, Any] = field(default_factory=dict)

    @staticmethod
    def of(error: ReverieError) -> Problem:
        failed = JobFailed.of("", error)
        return Problem(failed.code, failed.data)

    def error(self) -> ReverieError:
        return from_data(self.code, self.data)


@dataclass(frozen=True)
class Entry:
    """One thing in the library. `path` and `folder` are as the system spells them, the rest is for people."""

    path: str
    kind: Kind
    name: str  # the file's or folder's, plain
    folder: str  # the one that the person (or the program) put on the list, in which it was found
    bytes: int  # of all its weights
    stamp: str  # changes when the file, its folder's files or what lies beside it change
    identity: str  # device and inode: equal for two names of one file
    changed: int = 0  # when the file or folder was changed last, in seconds since 1970
    family: Family | None = None
    model: ModelInfo | None = None  # of a model that can be drawn with
    variants: tuple[str, ...] = ()  # of a LoRA: LoRA, DoRA, LoHa, LoKr, full
    rank: int = 0  # the highest of a LoRA; 0: it has none
    vectors: int = 0  # of an embedding: the tokens it counts for
    card: Card = Card()
    problem: Problem | None = None
    sha256: str = ""  # "" until somebody asked for it
    is_folder: bool = False
    is_there: bool = True  # False: its disk or folder is away, it is remembered

    @property
    def title(self) -> str:
        """For a person: what whoever made it calls it, else its name."""
        if self.model is not None and self.model.title != self.model.name:
            return self.model.title
        return self.card.title or self.name

    @property
    def label(self) -> str:
        """Family, and for a model its kind: "SDXL · turbo"; "" where nobody knows."""
        if self.model is not None:
            return self.model.label
        return FAMILY_LABELS[self.family] if self.family is not None else ""

    @property
    def autov2(self) -> str:
        """The short hash by which A1111 and Civitai know a file; "" for folders and unread files."""
        return "" if self.is_folder else self.sha256[:AUTOV2_DIGITS]

    @property
    def is_usable(self) -> bool:
        return self.is_there and self.problem is None
