"""Reading the small files of a model folder as data: JSON up to 1 MB, inside the folder only.

A model folder is a stranger's: names in it are compared with lists, never imported; a link may not lead
out of the folder (the hub cache's own `snapshots → blobs` links excepted); no `.py` is opened.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from core.contract.errors import ConfigInvalid, FileUnreadable, ModelIncomplete

JSON_BYTES = 2**20


def inside(folder: Path, name: str) -> Path:
    """The path of `name` ("unet/config.json") in `folder`, which need not exist.

    Raises `FileUnreadable` when it leaves the folder by "..", as an absolute path or by a link.
    """
    path = folder / name
    plain = all(part not in ("", ".", "..") for part in name.split("/")) and "\\" not in name
    try:
        real = path.resolve()
        roots = _roots(folder.resolve())
    except (OSError, RuntimeError, ValueError) as error:
        raise FileUnreadable(str(path), "a link that leads nowhere") from error
    if not plain or not any(real.is_relative_to(root) for root in roots):
        raise FileUnreadable(str(path), "it leads out of the model folder")
    return path


def read_json(folder: Path, name: str) -> dict[str, Any]:
    """The JSON object in `folder`/`name`.

    Raises `ModelIncomplete` (no such file), `FileUnreadable`, `ConfigInvalid` (too big, not JSON, not
    an object).
    """
    path = inside(folder, name)
    try:
        with open(path, "rb") as file:
            raw = file.read(JSON_BYTES + 1)
    except FileNotFoundError as error:
        raise ModelIncomplete(str(folder), name) from error
    except OSError as error:
        raise FileUnreadable(str(path), error.strerror or str(error)) from error
    if len(raw) > JSON_BYTES:
        raise ConfigInvalid(str(path), "", f"more than {JSON_BYTES} bytes", "at most 1 MB")
    try:
        data = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ConfigInvalid(str(path), "", repr(raw[:40]), "JSON") from error
    if not isinstance(data, dict):
        raise ConfigInvalid(str(path), "", repr(raw[:40]), "a JSON object")
    return data


def weight_files(folder: Path) -> tuple[Path, ...]:
    """All safetensors files below `folder`, sorted by their name in it; none that leads outside."""
    found = [
        path
        for path in folder.rglob("*.safetensors")
        if not any(part.startswith(".") for part in path.relative_to(folder).parts)
    ]
    for path in found:
        inside(folder, path.relative_to(folder).as_posix())
    return tuple(sorted(found, key=lambda path: path.relative_to(folder).as_posix()))


def _roots(folder: Path) -> tuple[Path, ...]:
    """Where links may lead: the folder, and in the hub cache the blobs of the same model."""
    cache = folder.parent.parent
    if folder.parent.name == "snapshots" and cache.name.startswith("models--"):
        return folder, cache / "blobs"
    return (folder,)
