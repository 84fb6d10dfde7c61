"""Looking through all folders of the library: headers are read where something changed, weights never.

A generator of how far it is. An entry whose folder or disk is away stays, as not there; one whose file
was taken out of a folder that is there goes.
"""

from __future__ import annotations

import os
import time
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from core.contract.errors import FileMissing, ReverieError
from core.files.catalogue import folder_list, index, thumbnails
from core.files.catalogue.entry import Entry, Problem
from core.files.catalogue.index import Catalogue, FolderState
from core.files.catalogue.inspect import entry_of
from core.files.catalogue.layouts import Layout, Place, layout_of, own_layouts
from core.files.catalogue.walk import Candidate, walk
from core.files.models import hashes, predictions

WATCHED_MAX = 4000  # folders
KEEP_SECONDS = 2.0


@dataclass(frozen=True)
class Scanning:
    """So many of `total` candidates are known."""

    done: int
    total: int


@dataclass
class _Found:
    """What the folders hold, before any file is read."""

    candidates: dict[str, Candidate]
    kept: list[Entry]  # away, and remembered
    states: list[FolderState]
    watched: list[str]
    awaited: list[str]


def scan() -> Generator[Scanning, None, Catalogue]:
    """Look through everything, keep the result in the index and return it."""
    old = index.load()
    found = _look(old)
    known = {entry.path: entry for entry in old.entries if entry.is_there}
    probed, cache = predictions.probed(), hashes.read_cache()
    entries: list[Entry] = []
    kept_at = time.monotonic()
    total = len(found.candidates)
    for done, (path, candidate) in enumerate(found.candidates.items()):
        entry = known.get(path)
        if entry is None or not _is_fresh(entry, candidate, probed):
            yield Scanning(done, total)
            entry = entry_of(candidate)
        sha256 = hashes.known_model_hash(candidate.path, cache) or ""
        entries.append(replace(entry, folder=candidate.place.folder, sha256=sha256, is_there=True))
        if time.monotonic() - kept_at > KEEP_SECONDS:  # a long first look is not lost, nor unseen
            index.save(_so_far(old, entries, found))
            kept_at = time.monotonic()
    yield Scanning(total, total)
    result = Catalogue(
        tuple(sorted((*entries, *found.kept), key=_order)),
        tuple(found.states),
        tuple(dict.fromkeys(found.watched))[:WATCHED_MAX],
        tuple(dict.fromkeys(found.awaited)),
    )
    if result != old:
        index.save(result)
        thumbnails.clean(entry.card.picture for entry in result.entries)
    return result


def _so_far(old: Catalogue, entries: list[Entry], found: _Found) -> Catalogue:
    """What is known by now; of the rest what was known before."""
    paths = {entry.path for entry in entries}
    rest = (entry for entry in old.entries if entry.path not in paths)
    known = {entry.path: entry for entry in (*entries, *found.kept, *rest)}
    return replace(
        old, entries=tuple(sorted(known.values(), key=_order)), folders=tuple(found.states)
    )


def _look(old: Catalogue) -> _Found:
    found = _Found({}, [], [], [], [])
    own = own_layouts()
    mounts = {state.path for state in old.folders if state.is_mount}
    for layout in (*own, *map(layout_of, folder_list.read())):
        remembered = [entry for entry in old.entries if entry.folder == layout.folder]
        problem = layout.problem
        is_there = os.path.lexists(layout.folder) and not _is_unmounted(layout.folder, mounts)
        if is_there and problem is None:
            problem = _walk_all(layout, remembered, found)
        else:
            found.kept += [replace(entry, is_there=False) for entry in remembered]
            found.awaited.append(layout.folder)
        found.states.append(
            FolderState(
                layout.folder,
                is_own=layout in own,
                is_there=is_there,
                is_mount=os.path.ismount(layout.folder) if is_there else layout.folder in mounts,
                problem=Problem.of(problem) if problem is not None and is_there else None,
            )
        )
    found.kept = [entry for entry in found.kept if entry.path not in found.candidates]
    return found


def _walk_all(layout: Layout, remembered: list[Entry], found: _Found) -> ReverieError | None:
    """All places of a line; returns the first thing that was wrong with one of them."""
    problem: ReverieError | None = None
    for place in layout.places:
        if not os.path.lexists(place.path):
            found.kept += [replace(e, is_there=False) for e in _below(place, remembered)]
            found.awaited.append(str(place.path))
            problem = problem or FileMissing(str(place.path))
            continue
        walked = walk(place)
        problem = problem or walked.problem
        found.watched += walked.folders
        for candidate in walked.candidates:
            found.candidates.setdefault(str(candidate.path), candidate)
    return problem


def _below(place: Place, entries: Iterable[Entry]) -> Iterator[Entry]:
    return (entry for entry in entries if Path(entry.path).is_relative_to(place.path))


def _is_unmounted(folder: str, mounts: set[str]) -> bool:
    """Whether a disk was here that is not now: its empty folder stays behind."""
    if folder not in mounts or os.path.ismount(folder):
        return False
    try:
        return not any(os.scandir(folder))
    except OSError:
        return True


def _is_fresh(entry: Entry, candidate: Candidate, probed: frozenset[str]) -> bool:
    """Whether nothing can have changed since; a prediction that was only usual may be known by now."""
    if entry.stamp != candidate.stamp:
        return False
    if entry.card.picture and not Path(entry.card.picture).exists():
        return False
    guessed = entry.model is not None and entry.model.basis == "family"
    return not (guessed and entry.path in probed)


def _order(entry: Entry) -> tuple[str, str]:
    return entry.name.casefold(), entry.path
