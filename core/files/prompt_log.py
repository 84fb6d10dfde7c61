"""The last prompts that were drawn, newest first, so that none is lost by writing the next."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from core.contract.request import PROMPT_MAX
from core.files import folders, store
from core.files.set_aside import set_aside

FILE = "prompts.json"
KEPT = 200


@dataclass(frozen=True)
class Entry:
    """What was written in both fields."""

    prompt: str
    negative: str = ""

    def has(self, words: Sequence[str]) -> bool:
        """Whether all of `words` are in it, in any case."""
        text = f"{self.prompt}\n{self.negative}".casefold()
        return all(word.casefold() in text for word in words)


def read() -> tuple[Entry, ...]:
    """Nothing where the file is missing or makes no sense."""
    return _kept() or ()


def write(entries: Sequence[Entry]) -> None:
    """Keep the first 200. Raises as `store.write_json`."""
    rows = [[entry.prompt, entry.negative] for entry in entries[:KEPT]]
    store.make_folder(path().parent)
    if _kept() is None:
        set_aside(path())
    store.write_json(path(), {"prompts": rows})


def path() -> Path:
    """Where they lie."""
    return folders.state() / FILE


def _kept() -> tuple[Entry, ...] | None:
    """None where there is a file that makes no sense."""
    try:
        data = json.loads(path().read_bytes())
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, RecursionError):
        return None
    rows = data.get("prompts") if isinstance(data, dict) else None
    if not isinstance(rows, list):
        return None
    pairs = [row for row in rows[:KEPT] if _is_entry(row)]
    return tuple(Entry(prompt, negative) for prompt, negative in pairs)


def _is_entry(row: object) -> bool:
    if not isinstance(row, list) or len(row) != 2:
        return False
    return all(isinstance(text, str) and len(text) <= PROMPT_MAX for text in row)
