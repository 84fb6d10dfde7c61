"""Reading the JSON and text files of a model folder as data, within limits, inside the folder only.

A model folder is a stranger's: names in it are compared with lists, never imported; a link may not lead
out of the folder (the hub cache's own `snapshots → blobs` links excepted); no `.py` is opened.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from core.contract.errors import ConfigInvalid, FileMissing, FileUnreadable, ModelIncomplete
from core.files.models.weight_formats import is_pickled
from core.files.reading import opened

JSON_BYTES = 2**20  # the most a config may have; a vocabulary may have more
CONTENT = "its content"  # stands for the key in a `ConfigInvalid` that means the whole file


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


def read_json(folder: Path, name: str, limit: int = JSON_BYTES) -> dict[str, Any]:
    """The JSON object in `folder`/`name`, a regular file of at most `limit` bytes.

    Raises `ModelIncomplete` (no such file), `FileUnreadable`, `ConfigInvalid` (too big, not JSON, not
    an object).
    """
    text = read_text(folder, name, limit)
    path = str(folder / name)
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ConfigInvalid(path, CONTENT, None, "JSON") from error
    if not isinstance(data, dict):
        raise ConfigInvalid(path, CONTENT, None, "a JSON object")
    return data


def read_text(folder: Path, name: str, limit: int) -> str:
    """The UTF-8 text of a regular file of at most `limit` bytes. Raises as `read_json`."""
    path = inside(folder, name)
    try:
        with opened(path) as file:
            raw = file.read(limit + 1)
    except FileMissing as error:
        raise ModelIncomplete(str(folder), name) from error
    if len(raw) > limit:
        raise ConfigInvalid(str(path), CONTENT, None, f"at most {limit} bytes")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigInvalid(str(path), CONTENT, None, "UTF-8 text") from error


def weight_files(folder: Path) -> tuple[Path, ...]:
    """All regular weights files below `folder`, sorted by their name in it; none that leads outside.

    Pickles (`.bin`) count in a part's folder that has no safetensors.
    """
    found = [path for path in folder.rglob("*.safetensors") if _is_seen(folder, path)]
    parts = {path.parent for path in found}
    found += [
        path
        for path in folder.rglob("*.bin")
        if path.parent not in parts | {folder} and _is_seen(folder, path)
    ]
    for path in found:
        inside(folder, path.relative_to(folder).as_posix())
    return tuple(sorted(found, key=lambda path: path.relative_to(folder).as_posix()))


def pickled_files(model: Path) -> tuple[Path, ...]:
    """The weights of a model, a folder or a file, that must be converted before they can be read.

    Raises `FileUnreadable`.
    """
    files = weight_files(model) if model.is_dir() else (model,)
    return tuple(path for path in files if is_pickled(path))


def _is_seen(folder: Path, path: Path) -> bool:
    return path.is_file() and not any(part[0] == "." for part in path.relative_to(folder).parts)


def _roots(folder: Path) -> tuple[Path, ...]:
    """Where links may lead: the folder, and in the hub cache the blobs of the same model."""
    cache = folder.parent.parent
    if folder.parent.name == "snapshots" and cache.name.startswith("models--"):
        return folder, cache / "blobs"
    return (folder,)
