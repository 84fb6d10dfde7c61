"""Where LoRAs and embeddings lie, and which file a name stands for.

The folders are `loras` and `embeddings` in the person's models folder, with what lies deeper in them, then
those of the folders that were added to the library (A1111's and ComfyUI's among them). A name is a file's name without its ending, in any case of letters; with its
folders ("people/anna") it is the more exact one.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from core.contract.addition_errors import AdditionNotFound, AdditionRefused
from core.contract.additions import called, folded
from core.contract.errors import FileMissing, ReverieError
from core.files import folders, places
from core.files.catalogue import folder_list, index
from core.files.catalogue.kinds import Kind
from core.files.catalogue.layouts import layout_of
from core.files.models.embedding_info import EMBEDDING, EmbeddingInfo, describe_embedding
from core.files.models.headers import read_header
from core.files.models.lora_info import FOLDER_FILES, LORA, LoraInfo, addition_name, describe_lora
from core.files.places import expanded

SAFE = ".safetensors"
SUFFIXES = frozenset({SAFE, ".pt", ".ckpt", ".bin"})
FILES_MAX = 20_000
DEPTH_MAX = 6  # folders in folders
KNOWN_MAX = 20  # names in an error


def loras() -> Path:
    """The person's LoRAs."""
    return folders.models() / "loras"


def copies_of(lora: Path) -> list[Path]:
    """Those among the person's LoRAs that hold the same numbers, under a name that begins alike."""
    said = _numbers(lora)
    found = sorted(loras().glob(f"{glob.escape(lora.stem)}*{SAFE}")) if said else []
    return [path for path in found if path != lora and _numbers(path) == said]


def embeddings() -> Path:
    """The person's embeddings."""
    return folders.models() / "embeddings"


def lora_files() -> dict[str, Path]:
    """Name → file of all LoRAs in the person's folders; nothing is opened."""
    return _indexed("lora") | _files((loras(), *_added("lora")))


def embedding_files() -> dict[str, Path]:
    """Name → file of all embeddings, likewise."""
    return _indexed("embedding") | _files((embeddings(), *_added("embedding")))


def find_lora(name_or_path: str) -> LoraInfo:
    """A LoRA by its path or its name. Raises `AdditionNotFound` and as `describe_lora`."""
    return describe_lora(_found(LORA, name_or_path, lora_files))


def lora_called(name: str) -> LoraInfo:
    """The LoRA of a tag in a prompt: a file's name, else what its training called it (`ss_output_name`).

    Never a path. Raises `AdditionNotFound` and as `describe_lora`.
    """
    known = lora_files()
    path = by_name(name, known) or _by_output_name(name, known)
    if path is None:
        raise AdditionNotFound(LORA, name, tuple(sorted(known)[:KNOWN_MAX]))
    return describe_lora(path)


def embeddings_called(texts: Iterable[str]) -> list[EmbeddingInfo]:
    """The embeddings in the person's folders whose names are words of one of `texts`; only these are opened.

    A file under such a name that is no embedding is passed over: then the word is a word.
    """
    known = {name: path for name, path in embedding_files().items() if "/" not in name}
    pattern = called(known)
    said = {match[0] for text in texts for match in pattern.finditer(text)}
    paths = dict.fromkeys(path for name in sorted(said) if (path := by_name(name, known)))
    found = []
    for path in paths:
        with suppress(AdditionRefused):
            found.append(describe_embedding(path))
    return found


def find_embedding(name_or_path: str) -> EmbeddingInfo:
    """An embedding by its path or its name. Raises `AdditionNotFound` and as `describe_embedding`."""
    return describe_embedding(_found(EMBEDDING, name_or_path, embedding_files))


def _found(kind: str, name_or_path: str, files: Callable[[], dict[str, Path]]) -> Path:
    place = expanded(name_or_path)
    if place.is_absolute() and places.exists(place):  # nothing has to be looked through
        return place
    known = files()
    path = by_name(name_or_path, known)
    if path is not None:
        return path
    if places.exists(name_or_path):
        return place
    is_path = os.sep in name_or_path or place.suffix.lower() in SUFFIXES
    if is_path:
        raise FileMissing(str(place))
    raise AdditionNotFound(kind, name_or_path, tuple(sorted(known)[:KNOWN_MAX]))


def by_name(name: str, known: dict[str, Path]) -> Path | None:
    """The file of a name, first of exactly so, then in any case of letters."""
    if name in known:
        return known[name]
    in_any_case = {folded(each): path for each, path in reversed(known.items())}
    return in_any_case.get(folded(name))


def _numbers(lora: Path) -> str:
    """The hash of all its numbers, where whoever trained it wrote one down."""
    with suppress(ReverieError):
        return read_header(lora).metadata.get("sshs_model_hash", "")
    return ""


def _by_output_name(name: str, known: dict[str, Path]) -> Path | None:
    for path in dict.fromkeys(known.values()):
        if path.suffix.lower() != SAFE:
            continue
        with suppress(ReverieError):
            if read_header(path).metadata.get("ss_output_name") == name:
                return path
    return None


def _added(kind: Kind) -> list[Path]:
    """The folders for this kind in those that a person added to the library."""
    found = (place for line in folder_list.read() for place in layout_of(line).places)
    return [place.path for place in found if place.expects == kind]


def _indexed(kind: Kind) -> dict[str, Path]:
    """What the library found elsewhere when it looked last; of two with one name the first."""
    found: dict[str, Path] = {}
    for entry in index.load().entries:
        if entry.kind == kind and entry.is_usable and places.exists(entry.path):
            found.setdefault(addition_name(Path(entry.path)), Path(entry.path))
    return found


def _files(roots: Iterable[Path]) -> dict[str, Path]:
    """Under the bare name the first that has it; under the name with folders each."""
    bare: dict[str, Path] = {}
    exact: dict[str, Path] = {}
    for place in roots:
        for path in _walk(place):
            name = addition_name(path)
            bare.setdefault(name, path)
            owner = path.parent if path.name not in FOLDER_FILES else path.parent.parent
            within = owner.relative_to(place).as_posix()
            if within != ".":
                exact.setdefault(f"{within}/{name}", path)
    return {**exact, **bare}


def _walk(place: Path) -> list[Path]:
    """Files that may be one, in the order of their names; a folder that cannot be read is empty."""
    found: list[Path] = []
    for folder, inner, names in os.walk(place):
        depth = len(Path(folder).relative_to(place).parts)
        inner[:] = sorted(n for n in inner if n[0] != ".") if depth < DEPTH_MAX else []
        for name in sorted(names):
            path = Path(folder) / name
            if name[0] != "." and path.suffix.lower() in SUFFIXES and path.is_file():
                found.append(path)
        if len(found) > FILES_MAX:
            return found[:FILES_MAX]
    return found
