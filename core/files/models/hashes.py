"""The hash that names a model's weights, with a cache, since reading gigabytes takes a while.

A folder's hash is the SHA-256 over the sorted lines `<name> <sha256>` of its weights files that are used: of two
variants side by side the one that is read for the number format of the picture. The cache
lies in the cache folder and is keyed by path, size, change time and inode: it is only a shortcut.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Generator, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from core.contract.errors import FileMissing, ReverieError
from core.files import folders, store
from core.files.models.headers import read_header
from core.files.models.part_files import used_files
from core.files.models.weight_formats import is_pickled
from core.files.reading import opened

CACHE_FILE = "hashes.json"
ENTRIES_MAX = 20_000
STORED = {"float32": "F32", "float16": "F16", "bfloat16": "BF16"}  # as headers name them
NUMBERS = "#numbers"  # behind a path in the cache: the hash of what lies behind the header
FORMAT = "#format"  # behind a folder's path: the number format for which it was hashed last
NUMBERS_DIGITS = 12
KOHYA_HASH = "sshs_model_hash"  # metadata
BLOCK = 2**20  # bytes read at once


def model_hash(path: Path | str, dtype: str | None = None) -> str:
    """64 hex digits for a model: of a single file its SHA-256, of a folder `folder_hash`."""
    return file_hash(path) if Path(path).is_file() else folder_hash(path, dtype)


def folder_hash(folder: Path | str, dtype: str | None = None) -> str:
    """64 hex digits for the weights in `folder` that are read for `dtype` ("float16").

    None: for no certain one. Raises `FileMissing` when it has none.
    """
    folder = Path(folder)
    files = used_files(folder, STORED.get(dtype or ""))
    if not files:
        raise FileMissing(str(folder))
    return _joined((path.relative_to(folder).as_posix(), file_hash(path)) for path in files)


def has_variants(folder: Path | str) -> bool:
    """Whether other weights are read for another number format. Raises `FileUnreadable`."""
    return len({used_files(Path(folder), stored) for stored in STORED.values()}) > 1


def remember_format(folder: Path | str, dtype: str) -> None:
    """Have `known_model_hash` mean the variant that is read for `dtype` from now on."""
    _remember(f"{Path(folder).resolve()}{FORMAT}", {"dtype": dtype})


def _joined(hashes: Iterable[tuple[str, str]]) -> str:
    """Of names and their hashes."""
    lines = sorted(f"{name} {digest}\n" for name, digest in hashes)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def file_hash(path: Path | str) -> str:
    """SHA-256 of a file, from the cache where the file has not changed since.

    Raises `FileMissing`, `FileUnreadable`.
    """
    return store.drained(hash_steps(path))


def numbers_hash(path: Path | str) -> str:
    """The 12 hex digits by which A1111 and its relatives know a LoRA: of its tensors, not of its header.

    kohya's scripts write it into the metadata themselves; of an old checkpoint it is the file's own hash.
    Raises `FileMissing`, `FileUnreadable`, and the errors of headers.
    """
    path = Path(path).resolve()
    if is_pickled(path):
        return file_hash(path)[:NUMBERS_DIGITS]
    header = read_header(path)
    said = header.metadata.get(KOHYA_HASH, "")[:NUMBERS_DIGITS].lower()
    if re.fullmatch(f"[0-9a-f]{{{NUMBERS_DIGITS}}}", said):
        return said
    key, stamp = f"{path}{NUMBERS}", file_stamp(path)
    entry = read_cache().get(key)
    if isinstance(entry, dict) and entry.get("stamp") == stamp and _is_hash(entry.get("sha256")):
        return str(entry["sha256"])[:NUMBERS_DIGITS]
    digest = hashlib.sha256()
    with opened(path) as file:
        file.seek(header.data_start)
        while block := file.read(BLOCK):
            digest.update(block)
    _remember(key, {"stamp": stamp, "sha256": digest.hexdigest()})
    return digest.hexdigest()[:NUMBERS_DIGITS]


def hash_steps(path: Path | str) -> Generator[int, None, str]:
    """`file_hash` for a big file: yields how many bytes are read, returns the hash."""
    path = Path(path).resolve()
    known = known_hash(path)
    if known is not None:
        return known
    before = file_stamp(path)
    digest = yield from store.sha256_steps(path)
    if file_stamp(path) == before:  # it did not change while it was read
        _remember(str(path), {"stamp": before, "sha256": digest})
    return digest


def known_hash(path: Path | str, cache: Mapping[str, Any] | None = None) -> str | None:
    """The hash of a file that has not changed since it was last read, without reading it; else None.

    `cache`: of `read_cache`, for who asks about many files. Raises `FileMissing`.
    """
    path = Path(path).resolve()
    stamp = file_stamp(path)
    entry = (read_cache() if cache is None else cache).get(str(path))
    if isinstance(entry, dict) and entry.get("stamp") == stamp and _is_hash(entry.get("sha256")):
        return str(entry["sha256"])
    return None


def known_model_hash(path: Path, cache: Mapping[str, Any]) -> str | None:
    """`model_hash` where it can be had from the cache alone; None, too, for what cannot be looked at.

    Of variants the one that was hashed last counts (`remember_format`), else as with `dtype` None.
    """
    if not cache:
        return None
    try:
        if not path.is_dir():
            return known_hash(path, cache)
        chosen = cache.get(f"{path.resolve()}{FORMAT}")
        dtype = chosen.get("dtype") if isinstance(chosen, dict) else None
        stored = STORED.get(dtype) if isinstance(dtype, str) else None
        hashes = {file: known_hash(file, cache) for file in used_files(path, stored)}
    except (OSError, ReverieError):
        return None
    if not hashes or None in hashes.values():
        return None
    return _joined((file.relative_to(path).as_posix(), str(h)) for file, h in hashes.items())


def file_stamp(path: Path) -> list[int]:
    try:
        status = path.stat()
    except OSError as error:
        raise FileMissing(str(path)) from error
    return [status.st_size, status.st_mtime_ns, status.st_ino]


def read_cache() -> dict[str, Any]:
    """The cache, or an empty one where it is missing or damaged: it can be computed again."""
    with suppress(OSError, ValueError, RecursionError):
        data = json.loads((folders.cache() / CACHE_FILE).read_bytes())
        if isinstance(data, dict):
            return data
    return {}


def _remember(key: str, entry: dict[str, Any]) -> None:
    """Add to the cache. A cache that cannot be written only costs time, so nobody is bothered."""
    cache = read_cache()
    cache.pop(key, None)
    cache[key] = entry
    with suppress(ReverieError):
        store.make_folder(folders.cache())
        store.write_json(folders.cache() / CACHE_FILE, dict(list(cache.items())[-ENTRIES_MAX:]))


def _is_hash(value: object) -> bool:
    return isinstance(value, str) and len(value) == 64
