"""Whole folders that appear under their name complete or not at all: checkpoints, saved models.

`new_folder(final)` gives a hidden folder beside the final place; files are put into it through
`store.py`; `commit_folder(tmp, final)` writes the manifest last, renames and syncs. It also holds the
janitor for everything the store may leave behind after a crash. It knows no checkpoint contents.

Errors: those of `store.py`, and `FileUnreadable` where a folder does not verify.
"""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from core.contract.errors import FileAlreadyThere, FileMissing, FileUnreadable, ReverieError
from core.files import operations as ops
from core.files import store
from core.files.streams import temporary_name, typed_error

MANIFEST = "manifest.json"
MANIFEST_BYTES = 2**20  # the most a manifest may have
STALE_SECONDS = 24 * 3600
_OURS = re.compile(r"\.(?P<name>.+)\.(?P<pid>\d{1,10})\.[0-9a-f]{8}\.(?P<kind>part|old)", re.DOTALL)


def new_folder(final: Path | str) -> Path:
    """Make an empty hidden folder beside `final`, to be filled and then committed or dropped."""
    return store.make_folder(temporary_name(Path(final)))


@contextmanager
def folder_of(
    final: Path | str, *, manifest: Mapping[str, Any] | None = None, overwrite: bool = False
) -> Iterator[Path]:
    """A new folder to fill; at the end of the block it is committed, after an error it is gone."""
    with scratch_folder(final) as tmp:
        yield tmp
        commit_folder(tmp, final, manifest=manifest, overwrite=overwrite)


@contextmanager
def scratch_folder(final: Path | str) -> Iterator[Path]:
    """A new folder to fill, gone at the end of the block unless it was committed."""
    tmp = new_folder(final)
    try:
        yield tmp
    finally:
        if tmp.is_dir():
            with suppress(ReverieError):  # what cannot be removed now, the next start removes
                remove_folder(tmp)


def commit_folder(
    tmp: Path | str,
    final: Path | str,
    *,
    manifest: Mapping[str, Any] | None = None,
    overwrite: bool = False,
) -> None:
    """Give the filled folder `tmp` its final name, durably.

    With a `manifest`, its fields plus `files` (name → sha256 and size) are written last, as
    `manifest.json`. An existing `final` raises `FileAlreadyThere`, unless `overwrite`; where a
    `manifest` is given, one that does not verify is set aside as `<name>.broken-<random>` instead.
    """
    tmp, final = Path(tmp), Path(final)
    if manifest is not None:
        store.write_json(tmp / MANIFEST, {**manifest, "files": _inventory(tmp)})
    try:
        for folder, _, _ in os.walk(tmp, topdown=False):
            ops.active().sync_folder(Path(folder))
        aside = _make_way(final, overwrite, manifest is not None)
        _rename(tmp, final, aside)
        ops.active().sync_folder(final.parent)
    except OSError as error:
        raise typed_error(error, final, -1) from error
    if aside is not None and aside.name.startswith("."):
        with suppress(OSError):  # the janitor finishes what could not be removed now
            _remove_tree(aside)


def verify_folder(folder: Path | str) -> dict[str, Any]:
    """Read a folder's manifest and compare size and sha256 of each file. Returns the manifest.

    Raises `FileMissing` (no folder, no manifest, no such file) or `FileUnreadable` (does not agree).
    """
    folder = Path(folder)
    manifest = read_manifest(folder)
    for name, entry in manifest["files"].items():
        file = folder / name
        if not isinstance(entry, dict) or not _is_plain(name):
            raise FileUnreadable(str(folder / MANIFEST), "a wrong entry")
        if not file.is_file():
            raise FileMissing(str(file))
        if file.stat().st_size != entry.get("size"):
            raise FileUnreadable(str(file), "its size differs from the manifest")
        if store.sha256_file(file) != entry.get("sha256"):
            raise FileUnreadable(str(file), "its contents differ from the manifest")
    return manifest


def read_manifest(folder: Path | str) -> dict[str, Any]:
    """The manifest as written, without looking at the files. Raises as `verify_folder`."""
    path = Path(folder) / MANIFEST
    try:
        if path.stat().st_size > MANIFEST_BYTES:
            raise FileUnreadable(str(path), "larger than a manifest can be")
        data = json.loads(path.read_bytes())
    except FileNotFoundError as error:
        raise FileMissing(str(path)) from error
    except OSError as error:
        raise FileUnreadable(str(path), error.strerror or str(error)) from error
    except (ValueError, RecursionError) as error:
        raise FileUnreadable(str(path), "not JSON") from error
    if not isinstance(data, dict) or not isinstance(data.get("files"), dict):
        raise FileUnreadable(str(path), "not a manifest")
    return data


def remove_folder(path: Path | str) -> None:
    """Remove a folder with all in it. It loses its name at once, then its contents.

    Raises `FileMissing` where there is none.
    """
    path = Path(path)
    if not path.is_dir() or path.is_symlink():
        raise FileMissing(str(path))
    gone = temporary_name(path)
    try:
        ops.active().rename_folder(path, gone)
        ops.active().sync_folder(path.parent)
        _remove_tree(gone)
    except OSError as error:
        raise typed_error(error, path, -1) from error


def clean_stale(folder: Path | str) -> tuple[Path, ...]:
    """Remove what crashed writes of ours left directly in `folder`; returns the removed paths.

    Only our own names whose process is gone, or that are older than a day. A folder that was being
    replaced and lost its name gets it back. Nothing is raised: what cannot be removed, stays.
    """
    removed = []
    with suppress(OSError):
        for path in sorted(Path(folder).iterdir()):
            match = _OURS.fullmatch(path.name)
            if match is None or not _is_stale(path, int(match["pid"])):
                continue
            with suppress(OSError):
                final = path.parent / match["name"]
                if match["kind"] == "old" and not os.path.lexists(final):
                    ops.active().rename_folder(path, final)
                    ops.active().sync_folder(path.parent)
                    continue
                _remove_tree(path)
                removed.append(path)
    return tuple(removed)


def _inventory(folder: Path) -> dict[str, dict[str, Any]]:
    files = sorted(p for p in folder.rglob("*") if p.is_file() and p.name != MANIFEST)
    return {
        file.relative_to(folder).as_posix(): {
            "sha256": store.sha256_file(file),
            "size": file.stat().st_size,
        }
        for file in files
    }


def _make_way(final: Path, overwrite: bool, has_manifest: bool) -> Path | None:
    """Move what is at `final` aside and say where to, or None when the place is free."""
    if not os.path.lexists(final):
        return None
    if overwrite:
        aside = temporary_name(final, "old")
    elif has_manifest and _is_broken(final):
        aside = final.with_name(f"{final.name}.broken-{os.urandom(4).hex()}")
    else:
        raise FileAlreadyThere(str(final))
    ops.active().rename_folder(final, aside)
    return aside


def _rename(tmp: Path, final: Path, aside: Path | None) -> None:
    try:
        ops.active().rename_folder(tmp, final)
    except OSError:
        if aside is not None:
            with suppress(OSError):
                ops.active().rename_folder(aside, final)
        raise


def _is_broken(folder: Path) -> bool:
    try:
        verify_folder(folder)
    except ReverieError:
        return folder.is_dir()
    return False


def _is_plain(name: str) -> bool:
    parts = name.split("/")
    return all(part not in ("", ".", "..") and "\\" not in part for part in parts)


def _is_stale(path: Path, pid: int) -> bool:
    return time.time() - path.lstat().st_mtime > STALE_SECONDS or not _is_alive(pid)


def _is_alive(pid: int) -> bool:
    if os.name == "nt" or pid <= 0:  # on Windows signal 0 is Ctrl+C: only the age tells there
        return os.name == "nt"
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _remove_tree(path: Path) -> None:
    """Remove a file or a folder with all in it, through the operations; links are not followed."""
    system = ops.active()
    if path.is_symlink() or not path.is_dir():
        system.unlink(path)
        return
    for child in sorted(path.iterdir()):
        _remove_tree(child)
    system.remove_folder(path)
