"""What `reverie models show` tells of a single file beyond what it tells of any model.

Everything in a file is a stranger's: texts are shown plain, in one line, cut short.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from core.files.models.hashes import known_hash
from core.files.models.predictions import Basis
from core.files.models.single_files import PACKED, read_single
from core.files.plain_text import plain

NAMED_MAX = 5  # tensors by name
TEXTS_MAX = 20  # entries of the metadata
BASES: dict[Basis, str] = {
    "folder": "as its scheduler says",
    "metadata": "as its metadata say",
    "key": "as a key in it says",
    "beside": "as the file beside it says",
    "probe": "found by trying it",
    "family": "usual for its family, tried when it is first used",
}


@dataclass(frozen=True)
class Details:
    """Of one single file; part of `models show --json`."""

    parts: tuple[str, ...]
    number_types: tuple[str, ...]
    sha256: str | None  # where it is known without reading the file
    metadata: dict[str, str]  # cut short
    dropped: tuple[str, ...]  # tensors that are known and not needed
    unknown: tuple[str, ...]


def details(path: Path) -> Details:
    """Read the header and compare it with the table. Raises as `single_file.opened_layout`."""
    from core.checkpoints.single_file import opened_layout  # torch: seconds

    single = read_single(path)
    with opened_layout(path) as layout:
        texts = list(single.header.metadata.items())[:TEXTS_MAX]
        return Details(
            parts=tuple(layout.places),
            number_types=single.number_types,
            sha256=known_hash(path),
            metadata={plain(key, limit=80): _text(key, text) for key, text in texts},
            dropped=layout.dropped,
            unknown=layout.unknown,
        )


def rows(found: Details) -> list[tuple[str, str]]:
    """For people: a label and a line each."""
    said = [
        ("parts", ", ".join(found.parts)),
        ("numbers", ", ".join(found.number_types)),
        ("hash", found.sha256 or "not known yet"),
        ("not needed", left_out(found.dropped)),
        ("unknown", left_out(found.unknown)),
    ]
    return [*said, *(("", f"{key}: {text}") for key, text in found.metadata.items())]


def left_out(names: Iterable[str]) -> str:
    """How many tensors, and the first names."""
    names = tuple(names)
    if not names:
        return "nothing"
    more = ", …" if len(names) > NAMED_MAX else ""
    return f"{len(names)}: {', '.join(names[:NAMED_MAX])}{more}"


def _text(key: str, text: str) -> str:
    return "the configs of an unusual model" if key == PACKED else plain(text)
