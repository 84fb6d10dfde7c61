"""Which pictures lie in a folder and what they are called, without decoding any.

Captions come from `metadata.jsonl` (`file_name`, `text`) or from a .txt beside each picture.
"""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from core.contract.errors import DatasetInvalid, ReverieError
from core.files.reading import text_of

SUFFIXES = frozenset(
    {".png", ".jpg", ".jpeg", ".jfif", ".webp", ".tif", ".tiff", ".bmp", ".heic", ".heif"}
)
METADATA = "metadata.jsonl"
METADATA_MAX = 2**28  # bytes: some million lines
WORDS_MAX = 2**20  # bytes of a .txt; what is beyond it is left out
CAPTION_MAX = 20_000  # characters


@dataclass(frozen=True)
class Entry:
    """One picture: its path relative to the folder, its caption, and its bytes where they were noted down."""

    name: str
    caption: str
    bytes: int | None = None


def list_entries(folder: Path | str, *, captions: bool) -> list[Entry]:
    """The pictures of a folder by name, with their captions. Raises `DatasetInvalid`."""
    folder = Path(folder)
    if not folder.is_dir():
        raise DatasetInvalid(str(folder), "there is no such folder")
    entries = _from_metadata(folder) if (folder / METADATA).is_file() else _from_neighbours(folder)
    if not entries:
        raise DatasetInvalid(str(folder), "it holds no pictures")
    entries.sort(key=lambda entry: entry.name)
    for before, after in itertools.pairwise(entries):
        if before.name == after.name:
            raise DatasetInvalid(str(folder), f"{after.name} is listed twice")
    for entry in entries:
        if captions and not entry.caption.strip():
            raise DatasetInvalid(str(folder), f"{entry.name} has no caption")
    return entries


def _from_metadata(folder: Path) -> list[Entry]:
    entries = []
    path = folder / METADATA
    if path.stat().st_size > METADATA_MAX:  # half a list would be half a training set
        raise DatasetInvalid(str(folder), f"{METADATA} is larger than {METADATA_MAX >> 20} MiB")
    for number, line in enumerate(_text(folder, path, METADATA_MAX).split("\n"), start=1):
        if line.strip():
            entries.append(_entry(folder, line, f"line {number} of {METADATA}"))
    return entries


def _entry(folder: Path, line: str, where: str) -> Entry:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise DatasetInvalid(str(folder), f"{where} is not JSON") from error
    name = data.get("file_name") if isinstance(data, dict) else None
    text = data.get("text", "") if isinstance(data, dict) else None
    if not isinstance(name, str) or not isinstance(text, str):
        raise DatasetInvalid(str(folder), f'{where} is no object with "file_name" and "text"')
    plain = PurePosixPath(name)
    if not name or plain.is_absolute() or ".." in plain.parts or "\0" in name:
        raise DatasetInvalid(str(folder), f"{where} names a file outside the folder")
    if len(text) > CAPTION_MAX:
        raise DatasetInvalid(str(folder), f"{where} has a caption of {len(text)} characters")
    if not (folder / name).is_file():
        raise DatasetInvalid(str(folder), f"{where} names {name}, which does not exist")
    return Entry(plain.as_posix(), text)


def _from_neighbours(folder: Path) -> list[Entry]:
    entries = []
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.suffix.lower() in SUFFIXES and path.is_file() and not hidden:
            note = path.with_suffix(".txt")
            caption = _text(folder, note, WORDS_MAX).strip() if note.is_file() else ""
            entries.append(Entry(path.relative_to(folder).as_posix(), caption))
    return entries


def _text(folder: Path, path: Path, most: int) -> str:
    try:
        return text_of(path, most)
    except (ReverieError, UnicodeDecodeError) as error:
        raise DatasetInvalid(str(folder), f"{path.name} cannot be read as text") from error
