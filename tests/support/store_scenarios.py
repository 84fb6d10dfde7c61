"""Things the store does for the program, each with its state before and after, for fault tests.

Not a test: `tests/core/files` loads it, and `store_exits.py` runs it in a process of its own.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from PIL import Image

from core.contract.downloads import DownloadRequest, Offer, RemoteFile, Variant
from core.contract.errors import FileMissing, FileUnreadable
from core.files import folder_store, store, streams
from core.files.downloads import place as places
from core.files.models.origin import record_of
from core.files.pictures import images
from core.files.recipes import inputs

OLD, NEW = "old", "new"


def png(colour: str) -> bytes:
    return images.encode_png(Image.new("RGB", (16, 8), colour), {"reverie": f'{{"c": "{colour}"}}'})


RED, BLUE = png("red"), png("blue")
WEIGHTS = bytes(range(256)) * 40


@dataclass(frozen=True)
class Scenario:
    """`state` returns "old" or "new" and raises AssertionError for anything between."""

    name: str
    prepare: Callable[[Path], None]
    act: Callable[[Path], object]
    state: Callable[[Path], str]


def of_file(name: str, old: bytes | None, new: bytes | None) -> Callable[[Path], str]:
    def state(folder: Path) -> str:
        path = folder / name
        data = path.read_bytes() if path.exists() else None
        assert data in (old, new), f"torn: {name} has {data!r:.80}"
        return NEW if data == new else OLD

    return state


def nothing(folder: Path) -> None:
    """There is nothing before."""


def save_picture(folder: Path) -> None:
    store.write_bytes(folder / "a.png", RED, overwrite=False)


def stream_weights(folder: Path) -> None:
    with (
        mock.patch.object(streams, "PREALLOCATE_FROM", 4096),
        store.stream(folder / "w.safetensors", size=len(WEIGHTS) + 4096) as out,
    ):
        for start in range(0, len(WEIGHTS), 4000):
            out.write(memoryview(WEIGHTS)[start : start + 4000])


def fill_checkpoint(final: Path, value: bytes, overwrite: bool) -> None:
    tmp = folder_store.new_folder(final)
    store.write_bytes(tmp / "weights.safetensors", value)
    store.make_folder(tmp / "unet")
    store.write_bytes(tmp / "unet" / "ema.safetensors", value * 2)
    folder_store.commit_folder(tmp, final, manifest={"value": len(value)}, overwrite=overwrite)


def checkpoint_state(name: str, old: int | None, new: int | None) -> Callable[[Path], str]:
    def state(folder: Path) -> str:
        try:
            value = folder_store.verify_folder(folder / name)["value"]
        except FileMissing:
            assert not (folder / name).exists(), "torn: a folder without its files"
            value = None
        except FileUnreadable as error:
            raise AssertionError(f"torn: {error}") from error
        assert value in (old, new)
        return NEW if value == new else OLD

    return state


def two_lines(folder: Path) -> None:
    (folder / "log.jsonl").write_bytes(b'{"n": 1}\n{"n": 2}\n')


def torn_log(folder: Path) -> None:
    (folder / "log.jsonl").write_bytes(b'{"n": 1}\n{"n": 2}\n{"n"')


def log_state(before: int) -> Callable[[Path], str]:
    def state(folder: Path) -> str:
        lines = [json.loads(line)["n"] for line in store.read_lines(folder / "log.jsonl")]
        assert lines in (list(range(1, before + 1)), list(range(1, before + 2))), lines
        return NEW if len(lines) == before + 1 else OLD

    return state


def kept_state(folder: Path) -> str:
    digest = images.pixel_hash(Image.new("RGB", (16, 8), "red"))
    try:
        kept = images.read_picture(inputs.input_path(folder, digest))
    except FileMissing:
        return OLD
    assert images.pixel_hash(kept) == digest, "torn: not what its name says"
    return NEW


def folder_state(folder: Path) -> str:
    return NEW if (folder / "a" / "b").is_dir() else OLD


REMOTE = (RemoteFile("model_index.json", 2, blob="b" * 40), RemoteFile("unet/w.bin", 9, "a" * 64))
REQUEST = DownloadRequest("owner/name")


def part_come(folder: Path) -> None:
    offer = Offer("owner/name", "main", "c" * 40, "", False, "", "", ())
    begun = places.begin(folder, offer, Variant("full", REMOTE, True), REQUEST)
    for number, file in enumerate(REMOTE):
        begun.wanted(number).part.write_bytes(b"w" * file.size)
        begun.wanted(number).sidecar.write_bytes(b"{}")


def finish_download(folder: Path) -> None:
    """As `downloads/run.py` ends, also after an earlier try."""
    begun = places.find(folder, REQUEST)
    if begun is None:
        return
    if begun.finished() is None:
        for number, file in enumerate(REMOTE):
            if not begun.has(file):
                begun.keep(begun.wanted(number))
        begun.finish()
    begun.discard()


def downloaded_state(folder: Path) -> str:
    """Seen whole, or not at all; and what came is never lost."""
    begun, final = places.find(folder, REQUEST), folder / "name"
    if not final.exists():
        assert begun is not None, "torn: nothing is left of the download"
        assert begun.done() == 11, "torn: bytes were lost"
        return OLD
    assert [(final / file.name).stat().st_size for file in REMOTE] == [2, 9]
    assert record_of(final) is not None, "torn: a model without its record"
    assert begun is None or begun.finished() == final
    return NEW


SCENARIOS = (
    Scenario("save_picture", nothing, save_picture, of_file("a.png", None, RED)),
    Scenario(
        "overwrite_picture",
        lambda folder: (folder / "a.png").write_bytes(RED) and None,
        lambda folder: store.write_bytes(folder / "a.png", BLUE),
        of_file("a.png", RED, BLUE),
    ),
    Scenario(
        "write_json",
        lambda folder: (folder / "s.json").write_bytes(b'{"a": 1}') and None,
        lambda folder: store.write_json(folder / "s.json", {"a": 2}),
        of_file("s.json", b'{"a": 1}', b'{\n  "a": 2\n}\n'),
    ),
    Scenario("stream_weights", nothing, stream_weights, of_file("w.safetensors", None, WEIGHTS)),
    Scenario(
        "checkpoint",
        nothing,
        lambda folder: fill_checkpoint(folder / "step-000500", b"w" * 500, overwrite=False),
        checkpoint_state("step-000500", None, 500),
    ),
    Scenario(
        "replace_result",
        lambda folder: fill_checkpoint(folder / "result", b"w" * 100, overwrite=False),
        lambda folder: fill_checkpoint(folder / "result", b"w" * 500, overwrite=True),
        checkpoint_state("result", 100, 500),
    ),
    Scenario(
        "begin_log",
        nothing,
        lambda folder: store.append_line(folder / "log.jsonl", '{"n": 1}'),
        log_state(0),
    ),
    Scenario(
        "append_log",
        two_lines,
        lambda folder: store.append_line(folder / "log.jsonl", '{"n": 3}'),
        log_state(2),
    ),
    Scenario(
        "append_torn_log",
        torn_log,
        lambda folder: store.append_line(folder / "log.jsonl", '{"n": 3}'),
        log_state(2),
    ),
    Scenario(
        "remove_picture",
        lambda folder: (folder / "a.png").write_bytes(RED) and None,
        lambda folder: store.remove(folder / "a.png"),
        of_file("a.png", RED, None),
    ),
    Scenario(
        "remove_checkpoint",
        lambda folder: fill_checkpoint(folder / "step-000500", b"w" * 500, overwrite=False),
        lambda folder: folder_store.remove_folder(folder / "step-000500"),
        checkpoint_state("step-000500", 500, None),
    ),
    Scenario(
        "make_folder", nothing, lambda folder: store.make_folder(folder / "a/b"), folder_state
    ),
    Scenario("finish_download", part_come, finish_download, downloaded_state),
    Scenario(
        "keep_input",
        nothing,
        lambda folder: inputs.keep_input(folder, Image.new("RGB", (16, 8), "red")),
        kept_state,
    ),
)


def start_again(folder: Path, *, aged: bool) -> list[str]:
    """What the next start of the program does; returns the temp names that are left.

    `aged`: the writer was this very process, so its temps count as forgotten only by their age.
    """
    for place in (folder, *(p for p in folder.rglob("*") if p.is_dir())):
        if aged and place.exists():
            for path in place.iterdir():
                old = time.time() - 2 * folder_store.STALE_SECONDS
                os.utime(path, (old, old), follow_symlinks=False)
        if place.exists():
            folder_store.clean_stale(place)
    return [p.name for p in folder.rglob(".*") if p.suffix in (".part", ".old")]
