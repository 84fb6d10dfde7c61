"""What sentences about errors are made of: their type, names of files, sizes. No widgets."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

from PySide6.QtCore import QLocale

from core.contract.errors import ReverieError
from core.files.plain_text import plain
from desktop.verbs import Verb

Worded: TypeAlias = tuple[str, tuple[Verb, ...]]  # a sentence and the verbs beside it
Sentences: TypeAlias = dict[type[ReverieError], Callable[[Any], Worded]]

UNBROKEN = "\u00a0"  # a space at which no line ends


def name_of(path: str) -> str:
    """The last part of a path, as people call a file."""
    return Path(path).name or path


def place(path: str) -> str:
    """A path as people write it, with ~ for the home folder, in one plain line."""
    whole, home = Path(path), Path.home()
    return plain(Path("~") / whole.relative_to(home) if whole.is_relative_to(home) else path)


def folder_of(path: str) -> str:
    """Where a file lies that may not be there; of a folder itself. Asks no disk: it may be the one that fails."""
    return str(Path(path).parent) if Path(path).suffix else path


def size_text(count: int) -> str:
    """Bytes as people say them."""
    leading = float(count)
    while leading >= 1000:
        leading /= 1000
    digits = 1 if count >= 1000 and leading < 10 else 0
    return QLocale().formattedDataSize(count, digits, QLocale.DataSizeFormat.DataSizeSIFormat)


def amount_text(count: int) -> str:
    """The same within a sentence, where number and unit stay in one line."""
    return size_text(count).replace(" ", UNBROKEN)
