"""`reverie models list | folders | hash`: the library, the folders it is made of, and its hashes.

The window runs `list --json` and `hash --json -` as its helper processes: what it shows is what this says.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from core.cli import wording
from core.cli.amounts import size
from core.cli.options import OneLineParser
from core.contract import codec
from core.contract.errors import FileMissing, InvalidValue, ReverieError
from core.contract.request import DtypeChoice
from core.files import folders, store
from core.files.catalogue import finding, folder_list
from core.files.catalogue.entry import AUTOV2_DIGITS, Entry
from core.files.catalogue.extra_paths import SUFFIXES, read_extra_paths
from core.files.catalogue.index import Catalogue, FolderState
from core.files.catalogue.kinds import KINDS, Kind
from core.files.catalogue.scan import scan
from core.files.models import hashes
from core.files.places import expanded
from core.files.plain_text import plain

NAMES: dict[Kind, str] = {
    "model": "model",
    "vae": "VAE",
    "lora": "LoRA",
    "embedding": "embedding",
    "other": "other",
}
STDIN = "-"
REPORT_BYTES = 2**28  # between two lines of progress


def add_parsers(actions: argparse._SubParsersAction[OneLineParser]) -> None:
    """The verbs below `models` that are about the whole library."""
    listing = actions.add_parser(
        "list", help="everything in the library, and why some cannot be used"
    )
    listing.add_argument("--kind", choices=KINDS, help="only these")
    listing.set_defaults(run=run_list)
    places = actions.add_parser("folders", help="where the library looks; nothing is ever copied")
    verbs = places.add_subparsers(dest="what", metavar="list|add|remove", required=True)
    shown = verbs.add_parser("list", help="all folders, and whether they are there")
    shown.set_defaults(run=run_folders)
    for name, run, text in (
        ("add", run_add, "a folder, a file, or ComfyUI's extra_model_paths.yaml"),
        ("remove", run_remove, "take it off the list; it stays as it is on the disk"),
    ):
        verb = verbs.add_parser(name, help=text)
        verb.add_argument("path", metavar="PATH", help=text)
        verb.set_defaults(run=run)
    hashing = actions.add_parser(
        "hash", help="the SHA-256 of models and what goes with them, kept for as long as they stay"
    )
    hashing.add_argument(
        "names", nargs="+", metavar="PATH|NAME", help="or - for JSON texts on stdin, a line each"
    )
    hashing.add_argument(
        "--dtype",
        choices=("auto", *hashes.STORED),
        default="auto",
        help="of a folder with variants: those that are read for these numbers (auto): as drawing does",
    )
    hashing.set_defaults(run=run_hash)
    for parser in (listing, shown, hashing):
        parser.add_argument("--json", action="store_true", help="one JSON object a line")


def run_list(arguments: argparse.Namespace) -> int:
    for entry in _scanned(as_lines=arguments.json).entries:
        if arguments.kind not in (None, entry.kind):
            continue
        if arguments.json:
            print(as_json(entry))
            continue
        print(line(entry))
        if entry.problem is not None and entry.is_there:
            print(wording.sentence(entry.problem.error()), file=sys.stderr)
    return 0


def run_folders(arguments: argparse.Namespace) -> int:
    for state in _scanned(as_lines=arguments.json).folders:
        sentence = wording.sentence(state.problem.error()) if state.problem is not None else ""
        if arguments.json:
            print(json.dumps({**codec.to_json(state), "sentence": sentence}))
        else:
            print(f"{_standing(state):9}  {plain(state.path)}")
            if sentence:
                print(sentence, file=sys.stderr)
    return 0


def run_add(arguments: argparse.Namespace) -> int:
    place = expanded(arguments.path)
    if not _exists(place):
        raise FileMissing(str(place))
    if place.suffix.lower() in SUFFIXES and place.is_file():
        read_extra_paths(place)  # what is no list of paths is told before it is kept
    kept = folder_list.add(place)
    found = [entry for entry in store.drained(scan()).entries if entry.folder == kept]
    print(f"{len(found)} found in {plain(kept)}; they are used where they lie.")
    return 0


def run_remove(arguments: argparse.Namespace) -> int:
    if not folder_list.remove(expanded(arguments.path)):
        raise InvalidValue("PATH", arguments.path, "one of the added folders (models folders list)")
    store.drained(scan())
    return 0


def run_hash(arguments: argparse.Namespace) -> int:
    """One line a model; what cannot be read is told, and the rest goes on."""
    failed = 0
    for name in _names(arguments.names):
        try:
            path = _place(name)
            dtype = _format(path, arguments.dtype)
            digest = _hashed(path, dtype, as_lines=arguments.json)
        except ReverieError as error:
            failed = 2
            print(wording.sentence(error), file=sys.stderr)
            continue
        short = "" if path.is_dir() else digest[:AUTOV2_DIGITS]
        found = {"path": str(path), "sha256": digest, "autov2": short, "dtype": dtype}
        variant = f"  ({dtype})" if dtype else ""
        text = f"{digest}  {short:10}  {plain(path)}{variant}"
        print(json.dumps(found) if arguments.json else text, flush=True)
    return failed


def line(entry: Entry) -> str:
    """For people."""
    standing = "" if entry.is_there else "away  "
    short = entry.autov2 or "-"
    return (
        f"{entry.name:24}  {NAMES[entry.kind]:9}  {entry.label:18}  {size(entry.bytes):>8}  {short:10}  "
        f"{standing}{plain(entry.path)}"
    )


def as_json(entry: Entry) -> str:
    """All that is known of an entry, in one line."""
    sentence = wording.sentence(entry.problem.error()) if entry.problem is not None else ""
    more: dict[str, Any] = {"title": entry.title, "autov2": entry.autov2, "sentence": sentence}
    return json.dumps({**codec.to_json(entry), **more})


def _scanned(*, as_lines: bool) -> Catalogue:
    steps = scan()
    while True:
        try:
            state = next(steps)
        except StopIteration as end:
            found: Catalogue = end.value
            return found
        if as_lines:
            _report(state.done, state.total)


def _format(path: Path, choice: DtypeChoice) -> str | None:
    """For which numbers a model is read; None where there is only one way."""
    if not path.is_dir() or not hashes.has_variants(path):
        return None
    from core.generation.device import (
        choose_device,
        choose_dtype,
        dtype_name,
    )  # here: it needs torch

    dtype = dtype_name(choose_dtype(choice, choose_device("auto")))
    if choice == "auto":
        hashes.remember_format(path, dtype)
    return dtype


def _hashed(path: Path, dtype: str | None, *, as_lines: bool) -> str:
    """Of a folder file by file, so that there is progress and each is kept by itself."""
    if path.is_dir():
        return hashes.model_hash(path, dtype)
    steps, told = hashes.hash_steps(path), 0
    while True:
        try:
            done = next(steps)
        except StopIteration as end:
            return str(end.value)
        if as_lines and done - told >= REPORT_BYTES:
            told = done
            _report(done, path.stat().st_size)


def _report(done: int, total: int) -> None:
    print(json.dumps({"done": done, "total": total}), file=sys.stderr, flush=True)


def _names(given: list[str]) -> Iterator[str]:
    if given != [STDIN]:
        yield from given
        return
    for text in sys.stdin:
        try:
            name = json.loads(text)
        except ValueError as error:
            raise InvalidValue("stdin", text[:80], "a JSON text a line") from error
        if isinstance(name, str):
            yield name


def _standing(state: FolderState) -> str:
    if not state.is_there:
        return "none yet" if state.is_own else "away"
    if state.problem is not None:
        return "in part"
    if not state.is_own:
        return "there"
    return "own" if state.path == str(folders.models().resolve()) else "built in"


def _place(name: str) -> Path:
    """Of a path, of a model by its name, or of anything else in the library by its own. Raises as `finding.find`."""
    if _exists(Path(name)):
        return Path(name)
    try:
        return Path(finding.find(name).path)
    except ReverieError:  # none, or something else of that name
        for entry in store.drained(scan()).entries:
            if entry.name == name and entry.is_there:
                return Path(entry.path)
        raise


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False
