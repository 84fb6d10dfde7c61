"""Thousands of small pictures through the jail, many at a time: training folders.

The way there and back costs more than to decode a small picture, above all on a busy machine. Here many
files share one way. Whatever is large, bad or odd is asked for alone, by `jailed_pictures.pixels_of`.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from core.contract.errors import ReaderStopped, ReverieError
from core.files.pictures import jailed as jailed_pictures
from core.files.pictures.jailed import SECONDS_MAX, Pixels
from core.files.reading import opened
from core.jail.channel import BLOCK_BYTES
from core.jail.process import Question

SMALL_BYTES = 2**18  # of a file that comes together with others
SMALL_PIXELS = 2**18  # as the decoder has it
COUNT_MAX = 64


@dataclass
class _Batch:
    """Files behind each other; a large one has no bytes here."""

    paths: list[Path] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    data: bytearray = field(default_factory=bytearray)


def pixels_of_many(paths: Iterable[Path]) -> Iterator[Pixels]:
    """`pixels_of` for one after another. Raises as that does, when it comes to the bad one."""
    for batch in _batches(paths):
        found, raw = _ask(batch)
        for path, size in zip(batch.paths, found, strict=True):
            if size is None:
                yield jailed_pictures.pixels_of(path)
                continue
            count = 3 * size[0] * size[1]
            yield Pixels(*size, bytes(raw[:count]))
            raw = raw[count:]


def _batches(paths: Iterable[Path]) -> Iterator[_Batch]:
    """What can be read only; the rest is left to the question that tells what is wrong with it."""
    batch = _Batch()
    for path in paths:
        data = b""
        with suppress(ReverieError), opened(path) as file:
            data = file.read(SMALL_BYTES + 1)
        if len(data) > SMALL_BYTES:
            data = b""
        if len(batch.paths) == COUNT_MAX or len(batch.data) + len(data) > BLOCK_BYTES:
            yield batch
            batch = _Batch()
        batch.paths.append(path)
        batch.sizes.append(len(data))
        batch.data += data
    if batch.paths:
        yield batch


def _ask(batch: _Batch) -> tuple[list[tuple[int, int] | None], memoryview]:
    """Sizes, None for a picture to be asked for alone, and the pixels of the others behind each other."""
    nothing: list[tuple[int, int] | None] = [None] * len(batch.paths)
    question = Question(
        "many",
        {"sizes": batch.sizes},
        SECONDS_MAX,
        raw_bytes=3 * SMALL_PIXELS * len(batch.paths),
    )
    with suppress(ReaderStopped):  # one of them is to blame: asked for alone, it will be named
        message = jailed_pictures.pool().ask(question, io.BytesIO(batch.data), "")
        found = [_size(item) for item in _listed(message.data.get("pictures"))]
        pixels = sum(3 * size[0] * size[1] for size in found if size is not None)
        if len(found) == len(batch.paths) and pixels == len(message.raw):
            return found, memoryview(message.raw)
    return nothing, memoryview(b"")


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _size(item: object) -> tuple[int, int] | None:
    """One entry of the answer, checked; what is none counts as "alone"."""
    if not isinstance(item, list) or len(item) != 2 or any(type(n) is not int for n in item):
        return None
    width, height = item
    return (width, height) if min(width, height) > 0 and width * height <= SMALL_PIXELS else None
