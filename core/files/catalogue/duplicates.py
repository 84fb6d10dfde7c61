"""Which entries are the same thing twice: by their hash where it is known, else perhaps, by name and size."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from core.files.catalogue.entry import Entry


@dataclass(frozen=True)
class Twins:
    """Entries that hold the same, sorted by path. `certain`: their hashes are equal."""

    entries: tuple[Entry, ...]
    certain: bool

    @property
    def spare(self) -> int:
        """Bytes that all but one of them take; two names of one file take them once."""
        sizes = {entry.identity: entry.bytes for entry in self.entries}
        return sum(sizes.values()) - max(sizes.values(), default=0)


def twins(entries: Iterable[Entry]) -> tuple[Twins, ...]:
    """All groups of two and more, those that take most room first."""
    there = [entry for entry in entries if entry.is_there and entry.bytes]
    certain = _groups((e, e.sha256) for e in there if e.sha256)
    sure = {entry.path for group in certain for entry in group}
    # Two whose hashes are known and differ are not the same, whatever their names say.
    likely = [
        group
        for group in _groups((e, f"{e.bytes} {Path(e.path).name}") for e in there)
        if not all(entry.path in sure for entry in group)
        and len({entry.sha256 for entry in group if entry.sha256}) <= 1
    ]
    found = [
        *(Twins(tuple(group), True) for group in certain),
        *(Twins(tuple(group), False) for group in likely),
    ]
    return tuple(sorted(found, key=lambda group: (-group.spare, group.entries[0].path)))


def room(entries: Iterable[Entry]) -> int:
    """Bytes that the entries take on the disks, each file counted once."""
    return sum({entry.identity: entry.bytes for entry in entries if entry.is_there}.values())


def _groups(keyed: Iterable[tuple[Entry, str]]) -> list[list[Entry]]:
    groups: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry, key in keyed:
        groups[key].append(entry)
    found = [sorted(group, key=lambda entry: entry.path) for group in groups.values()]
    return [group for group in found if len(group) > 1]
