"""Which entries are seen, and in which order. Attributes are set together by `choose`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, QSortFilterProxyModel

from core.files.catalogue.entry import Entry
from desktop.state.library_model import AnyIndex, LibraryRole

Section = Literal["all", "model", "lora", "embedding", "vae", "unusable", "twins"]
Order = Literal["name", "newest", "largest", "family"]
SECTIONS: tuple[Section, ...] = ("all", "model", "lora", "embedding", "vae", "unusable", "twins")


@dataclass(frozen=True)
class Wish:
    """What a person wants to see. Empty texts: no matter."""

    section: Section = "all"
    folder: str = ""
    family: str = ""
    text: str = ""
    order: Order = "name"


class LibraryFilter(QSortFilterProxyModel):
    """Sorts by itself; the source is a `LibraryModel`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.wish = Wish()
        self._words: tuple[str, ...] = ()
        self.setDynamicSortFilter(True)
        self.sort(0)

    def choose(self, wish: Wish) -> None:
        """Show what is wished for."""
        self.wish = wish
        self._words = tuple(wish.text.casefold().split())
        self.invalidate()

    def filterAcceptsRow(self, row: int, parent: AnyIndex) -> bool:
        index = self.sourceModel().index(row, 0, parent)
        entry: Entry = index.data(LibraryRole.ENTRY)
        wish = self.wish
        if wish.section == "twins" and index.data(LibraryRole.TWINS) is None:
            return False
        return (
            is_in(entry, wish.section)
            and wish.folder in ("", entry.folder)
            and wish.family in ("", entry.family)
            and all(_has(entry, word) for word in self._words)
        )

    def lessThan(self, left: AnyIndex, right: AnyIndex) -> bool:
        one: Entry = left.data(LibraryRole.ENTRY)
        other: Entry = right.data(LibraryRole.ENTRY)
        if self.wish.section == "twins":  # side by side, those that take most room first
            return self._twin_key(left, one) < self._twin_key(right, other)
        match self.wish.order:
            case "newest":
                return (-one.changed, *_name_key(one)) < (-other.changed, *_name_key(other))
            case "largest":
                return (-one.bytes, *_name_key(one)) < (-other.bytes, *_name_key(other))
            case "family":
                return (one.label or "~", *_name_key(one)) < (other.label or "~", *_name_key(other))
        return _name_key(one) < _name_key(other)

    def _twin_key(self, index: AnyIndex, entry: Entry) -> tuple[int, str, str]:
        group = index.data(LibraryRole.TWINS)
        first = group.entries[0].path if group is not None else ""
        return (-group.spare if group is not None else 0, first, entry.path)


def is_in(entry: Entry, section: Section) -> bool:
    """Whether an entry belongs to a section; twins are told by the model."""
    if section in ("all", "twins"):
        return True
    if section == "unusable":
        return entry.problem is not None
    return entry.kind == section


def looks_like_hash(text: str) -> bool:
    """Whether a person seems to look for a file by its hash, or by the first digits of it."""
    return re.fullmatch(r"[0-9a-fA-F]{8,64}", text.strip()) is not None


def _has(entry: Entry, word: str) -> bool:
    return word in _searched(entry) or (looks_like_hash(word) and entry.sha256.startswith(word))


def _searched(entry: Entry) -> str:
    parts = (entry.title, entry.name, entry.label, entry.path, entry.card.author)
    return " ".join((*parts, *entry.card.triggers)).casefold()


def _name_key(entry: Entry) -> tuple[str, str]:
    return entry.title.casefold(), entry.path
