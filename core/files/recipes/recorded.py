"""The files that a recipe speaks of, found again on this machine: by name and hash, never by a path in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from core.contract.addition_errors import AdditionNotFound
from core.contract.additions import EmbeddingRecord, LoraRecord
from core.files.catalogue import addition_folders
from core.files.models import hashes
from core.files.models.embedding_info import EMBEDDING
from core.files.models.lora_info import LORA, lora_file


@dataclass(frozen=True)
class Found:
    """A file, and whether its bytes are the ones that the recipe means."""

    path: str
    is_same: bool


def lora(used: LoraRecord, given: Iterable[Path | str] = ()) -> Found:
    """The LoRA of a recipe: among the files `given`, else in the folders. Raises `AdditionNotFound`."""
    known = addition_folders.lora_files()
    return _found(LORA, used, [lora_file(Path(path)) for path in given], known)


def embedding(used: EmbeddingRecord, given: Iterable[Path | str] = ()) -> Found:
    """The embedding of a recipe, likewise."""
    known = addition_folders.embedding_files()
    return _found(EMBEDDING, used, [Path(path) for path in given], known)


def _found(
    kind: str,
    used: LoraRecord | EmbeddingRecord,
    given: list[Path],
    known: Mapping[str, Path],
) -> Found:
    """The same bytes count before the same name; files that nobody named are not hashed for it."""
    named = addition_folders.by_name(used.name, dict(known))
    likely = [*given, *([named] if named is not None else [])]
    for path in likely:
        if hashes.file_hash(path) == used.hash:
            return Found(str(path), True)
    cache = hashes.read_cache()
    for path in known.values():
        if hashes.known_model_hash(path, cache) == used.hash:
            return Found(str(path), True)
    stems = {path.stem: path for path in given}
    if used.name in stems:
        return Found(str(stems[used.name]), False)
    if named is not None:
        return Found(str(named), False)
    raise AdditionNotFound(kind, used.name, tuple(sorted(known)[: addition_folders.KNOWN_MAX]))
