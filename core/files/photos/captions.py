"""The words that lie with pictures: a .txt of the same name, or a line of metadata.jsonl. Read, never written."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from core.contract.errors import ReverieError
from core.contract.teaching import has_word
from core.files.photos.listing import METADATA, WORDS_MAX
from core.files.reading import text_of

CAPTION_MAX = 2000  # characters
METADATA_MAX = 16_000_000  # bytes


def caption_beside(photo: Path) -> str:
    """Of the two what the .txt says goes first; "" where there are no words that can be read."""
    try:
        return text_of(photo.with_suffix(".txt"), WORDS_MAX)[:CAPTION_MAX].strip()
    except (ReverieError, ValueError):
        return _listed(photo)


def with_word(caption: str, word: str) -> str:
    """The caption with `word` at its end, unless it stands in it already, in letters of either case."""
    if not word or has_word(caption.casefold(), word.casefold()):
        return caption
    return f"{caption}, {word}" if caption else word


def _listed(photo: Path) -> str:
    try:
        path = photo.with_name(METADATA)
        status = path.stat()
        stamp = (status.st_mtime_ns, status.st_size)
        return _lines(str(path), stamp).get(photo.name, "")
    except (ReverieError, OSError, ValueError):
        return ""


@lru_cache(maxsize=4)  # one for each folder of a draft, not one for each photo
def _lines(path: str, stamp: tuple[int, int]) -> dict[str, str]:
    """File name → words. What is no such line is passed over. Raises as `text_of`."""
    found: dict[str, str] = {}
    if stamp[1] > METADATA_MAX:
        return found
    for line in text_of(Path(path), METADATA_MAX).splitlines():
        try:
            data = json.loads(line)
        except (ValueError, RecursionError):
            continue
        name, words = (
            (data.get(k) for k in ("file_name", "text")) if isinstance(data, dict) else (0, 0)
        )
        if isinstance(name, str) and isinstance(words, str):
            found[name] = words[:CAPTION_MAX].strip()
    return found
