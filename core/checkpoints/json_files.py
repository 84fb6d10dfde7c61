"""The larger text and JSON files of a model folder, read as what they are: data from a stranger.

`core/files/model_files.py` reads the small configs; a vocabulary may have more than its 1 MB.
No schema here.
"""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any, NoReturn

from core.contract.errors import ConfigInvalid, FileUnreadable, ModelIncomplete
from core.files.model_files import inside


def read_object(folder: Path, name: str, limit: int) -> dict[str, Any]:
    """The JSON object in `folder`/`name`, a file of at most `limit` bytes.

    Raises `ModelIncomplete` (no such file), `FileUnreadable`, `ConfigInvalid` (too large, not an object).
    """
    path = str(folder / name)
    try:
        value = json.loads(read_text(folder, name, limit), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise ConfigInvalid(path, "", None, "JSON") from error
    if not isinstance(value, dict):
        raise ConfigInvalid(path, "", None, "a JSON object")
    return value


def read_text(folder: Path, name: str, limit: int) -> str:
    """The UTF-8 text of a regular file of at most `limit` bytes. Raises as `read_object`."""
    path = inside(folder, name)
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # opening a pipe would wait for ever
            raise FileUnreadable(str(path), "not a regular file")
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except FileNotFoundError as error:
        raise ModelIncomplete(str(folder), name) from error
    except OSError as error:
        raise FileUnreadable(str(path), error.strerror or str(error)) from error
    if len(data) > limit:
        raise ConfigInvalid(str(path), "", f"more than {limit} bytes", f"at most {limit} bytes")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ConfigInvalid(str(path), "", None, "UTF-8 text") from error


def _refuse_constant(name: str) -> NoReturn:
    """NaN and the infinities are no JSON, and no value of ours either."""
    raise ValueError(name)
