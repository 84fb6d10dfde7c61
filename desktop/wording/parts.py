"""What sentences about errors are made of: their type, names of files, sizes. No widgets."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

from PySide6.QtCore import QCoreApplication, QLocale

from core.contract.errors import ReverieError
from desktop.verbs import Verb

Worded: TypeAlias = tuple[str, tuple[Verb, ...]]  # a sentence and the verbs beside it
Sentences: TypeAlias = dict[type[ReverieError], Callable[[Any], Worded]]

translate = QCoreApplication.translate


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


def reason_text(reason: str) -> str:
    """Why a disk refused, in the window's language where it is a usual reason; else as the system said it."""
    usual = {
        os.strerror(errno.EROFS): translate("wording", "the disk is read-only"),
        os.strerror(errno.EACCES): translate("wording", "you have no permission there"),
        os.strerror(errno.EPERM): translate("wording", "you have no permission there"),
        os.strerror(errno.EIO): translate("wording", "the disk reports an error"),
        os.strerror(errno.ENOENT): translate("wording", "it is not there"),
        "a file is in the way": translate("wording", "a file is in the way"),
        "a folder is in the way": translate("wording", "a folder is in the way"),
    }
    return usual.get(reason, reason)
