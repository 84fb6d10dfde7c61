"""What the window remembers, as one typed table over QSettings (an INI file in the user's folder).

Preferences and how the window was left, nothing else: pictures carry their own recipes. A value that
cannot be read as its type is the default again. The table is the only place that names a key.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, Literal, TypeVar

from PySide6.QtCore import QByteArray, QSettings

from core.contract.errors import ReverieError
from core.files import folders
from core.files.set_aside import set_aside

T = TypeVar("T")
Problem = Literal["", "damaged", "unreadable"]


@dataclass(frozen=True)
class Setting(Generic[T]):
    """One line of the table: where it lies and what it is when nobody set it."""

    key: str
    default: T


# --- the window -----------------------------------------------------------------------------------
GEOMETRY: Setting[bytes] = Setting("window/geometry", b"")
SPLITTER: Setting[bytes] = Setting("window/splitter", b"")
WORDS_SHOWN: Setting[bool] = Setting("window/words_shown", True)
RESULTS_SHOWN: Setting[bool] = Setting("window/results_shown", True)
MORE: Setting[str] = Setting("window/more", "")  # "open", "folded"; "": nobody chose
SCHEME: Setting[str] = Setting("window/scheme", "system")
LANGUAGE: Setting[str] = Setting("window/language", "system")
WELCOMED: Setting[bool] = Setting("window/welcomed", False)
PROPOSAL_HINT: Setting[bool] = Setting("hints/proposal", False)  # shown once
# --- folders --------------------------------------------------------------------------------------
PICTURES: Setting[str] = Setting("folders/pictures", "")  # "": the default of core.files.folders
LAST_FOLDER: Setting[str] = Setting("folders/last", "")
MODEL: Setting[str] = Setting("create/model", "")  # path
CANVAS_PICTURE: Setting[str] = Setting("create/picture", "")  # path
START_FROM: Setting[str] = Setting("create/start_from", "words")
UNLOAD_MINUTES: Setting[int] = Setting("engine/unload_minutes", 15)  # idle; 0: never
ENGINE_SECONDS: Setting[float] = Setting("engine/seconds", 0.0)  # to its greeting, last time
# --- the Create page ------------------------------------------------------------------------------
GENERATION: Setting[dict[str, Any]] = Setting("create/generation", {})  # GenerationState.saved()
MEASURED: Setting[dict[str, Any]] = Setting("create/measured", {})  # Promise.saved()


class Settings:
    """Reads and writes the table. Values of bytes are kept as such, all others as JSON.

    Attributes: `file`; `problem`: "damaged", the file made no sense and was moved aside, or
    "unreadable", it is left alone; with either all is as nobody had ever set it.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.file = path or folders.config() / "desktop.ini"
        self.problem: Problem = ""
        self._store = self._opened()

    def _opened(self) -> QSettings:
        """QSettings itself takes whatever it can from a damaged file, and says nothing."""
        try:
            if not _makes_sense(self.file.read_bytes()):
                set_aside(self.file)
                self.problem = "damaged"
        except FileNotFoundError:
            pass  # the first start
        except (OSError, ReverieError):
            self.problem = "unreadable"
        return QSettings(str(self.file), QSettings.Format.IniFormat)

    def get(self, setting: Setting[T]) -> T:
        """The stored value, or the default where there is none of the right type."""
        raw = self._store.value(setting.key)
        if raw is None:
            return setting.default
        value: Any = raw
        if isinstance(setting.default, bytes):
            value = raw.data() if isinstance(raw, QByteArray) else None
        else:
            try:
                value = json.loads(raw) if isinstance(raw, str) else None
            except (ValueError, RecursionError):
                value = None
        if isinstance(value, float) and not math.isfinite(value):
            return setting.default
        if type(value) is not type(setting.default):
            return setting.default
        result: T = value
        return result

    def put(self, setting: Setting[T], value: T) -> None:
        """Remember `value`; QSettings writes it to the disk when the program is idle or ends."""
        stored = QByteArray(value) if isinstance(value, bytes) else json.dumps(value)
        self._store.setValue(setting.key, stored)

    def sync(self) -> None:
        """Write what is still in memory."""
        self._store.sync()


def _makes_sense(data: bytes) -> bool:
    """Whether these bytes look like a file that QSettings wrote: sections, and keys with values."""
    try:
        lines = data.decode().splitlines()
    except UnicodeDecodeError:
        return False
    written = [line for line in lines if line.strip()]
    return b"\0" not in data and all("=" in line or line[0] in "[;" for line in written)
