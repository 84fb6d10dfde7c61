"""The words that lie with pictures: in the `metadata.jsonl` of their folder, else in a .txt of the same name.

One reader for the window and for trainings: where a folder has such a list, it alone says the words. Read, never
written.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

from core.contract.errors import DatasetInvalid, ReverieError
from core.contract.teaching import has_word
from core.files.reading import text_of

METADATA = "metadata.jsonl"
METADATA_MAX = 2**28  # bytes: some million lines
WORDS_MAX = 2**20  # bytes of a .txt
CAPTION_MAX = 20_000  # characters; what is beyond it in a .txt is left out


@dataclass(frozen=True)
class Line:
    """One line of the list: a picture's path relative to the folder, and its words."""

    number: int  # 1 …
    name: str = ""
    words: str = ""
    fault: str = ""  # why it counts for nothing, behind "line 3 …"; "" for a good one

    @property
    def where(self) -> str:
        return f"line {self.number} of {METADATA}"


def caption_beside(photo: Path) -> str:
    """The words of a photo, as a training with its folder would read them; "" for none that can be read."""
    try:
        folder = photo.parent
        if not has_list(folder):
            return words_beside(photo)
        status = (folder / METADATA).stat()
        return _known(folder, (status.st_mtime_ns, status.st_size)).get(photo.name, "")
    except (ReverieError, OSError, ValueError):
        return ""


def has_list(folder: Path) -> bool:
    """Whether the words of a folder's pictures stand in a list, so that no .txt is read."""
    return (folder / METADATA).is_file()


def lines_of(folder: Path) -> Iterator[Line]:
    """The list of a folder, good lines and others. Raises `DatasetInvalid` where it cannot be read."""
    path = folder / METADATA
    if path.stat().st_size > METADATA_MAX:  # half a list would be half a training set
        raise DatasetInvalid(str(folder), f"{METADATA} is larger than {METADATA_MAX >> 20} MiB")
    for number, line in enumerate(_text(path, METADATA_MAX).split("\n"), start=1):
        if line.strip():
            yield _line(number, line)


def words_beside(photo: Path) -> str:
    """What the .txt of a photo says; "" where it has none. Raises `DatasetInvalid` for one that is no text."""
    note = photo.with_suffix(".txt")
    return _text(note, WORDS_MAX)[:CAPTION_MAX].strip() if note.is_file() else ""


def with_word(caption: str, word: str) -> str:
    """The caption with `word` at its end, unless it stands in it already, in letters of either case."""
    if not word or has_word(caption.casefold(), word.casefold()):
        return caption
    return f"{caption}, {word}" if caption else word


def _line(number: int, text: str) -> Line:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return Line(number, fault="is not JSON")
    name = data.get("file_name") if isinstance(data, dict) else None
    words = data.get("text", "") if isinstance(data, dict) else None
    if not isinstance(name, str) or not isinstance(words, str):
        return Line(number, fault='is no object with "file_name" and "text"')
    plain = PurePosixPath(name)
    if not name or plain.is_absolute() or ".." in plain.parts or "\0" in name:
        return Line(number, fault="names a file outside the folder")
    if len(words) > CAPTION_MAX:
        return Line(number, fault=f"has a caption of {len(words)} characters")
    return Line(number, plain.as_posix(), words)


@lru_cache(maxsize=4)  # one for each folder of a draft, not one for each photo
def _known(folder: Path, stamp: tuple[int, int]) -> dict[str, str]:
    """File name → words. What is no good line is passed over. Raises as `lines_of`; `stamp` parts old from new."""
    return {line.name: line.words.strip() for line in lines_of(folder) if not line.fault}


def _text(path: Path, most: int) -> str:
    try:
        return text_of(path, most)
    except (ReverieError, UnicodeDecodeError) as error:
        raise DatasetInvalid(str(path.parent), f"{path.name} cannot be read as text") from error
