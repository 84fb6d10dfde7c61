"""What sentences about errors are made of: their type, names of files, sizes. No widgets."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

from PySide6.QtCore import QLocale

from core.contract.errors import ReverieError
from desktop.verbs import Verb

Worded: TypeAlias = tuple[str, tuple[Verb, ...]]  # a sentence and the verbs beside it
Sentences: TypeAlias = dict[type[ReverieError], Callable[[Any], Worded]]


def name_of(path: str) -> str:
    """The last part of a path, as people call a file."""
    return Path(path).name or path


def size_text(count: int) -> str:
    """Bytes as people say them."""
    leading = float(count)
    while leading >= 1000:
        leading /= 1000
    digits = 1 if count >= 1000 and leading < 10 else 0
    return QLocale().formattedDataSize(count, digits, QLocale.DataSizeFormat.DataSizeSIFormat)
