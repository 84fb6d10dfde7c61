"""ComfyUI's `extra_model_paths.yaml`: several sections, each with a base path and folders by their kind.

Read as plain data (`plain_yaml.py`). A value may name several folders, one a line; a relative path hangs
on the section's `base_path`, which hangs on the file's own folder. Kinds that we do not use are passed over.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from core.contract.errors import ConfigInvalid
from core.files.catalogue.kinds import Kind
from core.files.models.folder_files import CONTENT
from core.files.places import expanded
from core.files.plain_yaml import read_yaml
from core.files.reading import opened

NAME = "extra_model_paths.yaml"
SUFFIXES = frozenset({".yaml", ".yml"})
FILE_BYTES = 2**18
_VARIABLE = re.compile(r"\$(\w+)|\$\{(\w+)\}|%(\w+)%", re.ASCII)
_SECRET = re.compile(r"TOKEN|KEY|SECRET|PASS|AUTH|CRED", re.IGNORECASE)
_KINDS: dict[str, Kind] = {
    "checkpoints": "model",
    "diffusers": "model",
    "vae": "vae",
    "loras": "lora",
    "embeddings": "embedding",
}


def read_extra_paths(path: Path) -> tuple[tuple[Path, Kind], ...]:
    """The folders that the file names, with what is expected in each; they need not exist.

    Raises `ConfigInvalid`, `FileMissing`, `FileUnreadable`.
    """
    with opened(path) as file:
        raw = file.read(FILE_BYTES + 1)
    if len(raw) > FILE_BYTES:
        raise ConfigInvalid(str(path), CONTENT, None, f"at most {FILE_BYTES} bytes")
    try:
        data = read_yaml(raw)
    except ValueError as error:
        raise ConfigInvalid(str(path), CONTENT, None, "YAML") from error
    if not isinstance(data, Mapping):
        raise ConfigInvalid(str(path), CONTENT, None, "sections with folders")
    sections = [section for section in data.values() if isinstance(section, Mapping)]
    found = (place for section in sections for place in _places(section, path.parent.absolute()))
    return tuple(dict.fromkeys(found))


def _places(section: Mapping[Any, Any], home: Path) -> Iterator[tuple[Path, Kind]]:
    base = section.get("base_path")
    root = home / _expanded(base) if isinstance(base, str) else home
    for name, kind in _KINDS.items():
        value = section.get(name)
        for line in value.splitlines() if isinstance(value, str) else ():
            if line.strip() and "\0" not in line:
                yield Path(os.path.normpath(root / _expanded(line.strip()))), kind


def _expanded(text: str) -> Path:
    """Also `$HOME` and the like, as ComfyUI reads it; but no variable that sounds like a secret: a place may be on a server."""
    return expanded(_VARIABLE.sub(_value, text.replace("\0", "")))


def _value(match: re.Match[str]) -> str:
    name = next(filter(None, match.groups()))
    return match[0] if _SECRET.search(name) else os.environ.get(name, match[0])
