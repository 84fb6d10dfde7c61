"""Entries of a library that nobody has looked for."""

from __future__ import annotations

from pathlib import Path

from core.contract.errors import WeightsTruncated
from core.files.catalogue.entry import Card, Entry, Problem
from core.files.catalogue.index import Catalogue, FolderState


def entry(path: str = "/models/a.safetensors", kind: str = "lora", **more) -> Entry:
    known = {"name": Path(path).stem, "folder": str(Path(path).parent), "bytes": 1000}
    return Entry(path, kind, **{**known, "stamp": "", "identity": path, **more})  # type: ignore[arg-type]


def broken(path: str = "/models/half.safetensors") -> Entry:
    error = WeightsTruncated(path, 2_100_000_000, 1_200_000_000)
    return entry(path, "model", problem=Problem.of(error))


def catalogue(*entries: Entry, away: tuple[str, ...] = ()) -> Catalogue:
    """With the folders of the entries."""
    folders = dict.fromkeys(entry.folder for entry in entries)
    states = tuple(FolderState(path, is_there=path not in away) for path in folders)
    return Catalogue(tuple(sorted(entries, key=lambda entry: entry.path)), states)


USUAL = (
    entry("/models/one.safetensors", "model", family="sd1", bytes=4_000_000_000, changed=30),
    entry("/models/two.safetensors", "model", family="sdxl", bytes=7_000_000_000, changed=10),
    entry(
        "/models/soft.safetensors", family="sdxl", card=Card(triggers=("glow", "soft <b>light</b>"))
    ),
    entry("/words/neg.pt", "embedding", bytes=20_000, changed=20),
    broken(),
)
