"""Old checkpoints (`.ckpt`, `.pt`, `.bin`) → a safetensors file in our cache, without running any of them.

The jail reads the pickle and says where the numbers of each tensor lie (`core/checkpoints/pickle_layout.py`). Here the claims are
checked against the file and the bytes are copied, block by block, into a file named by the source's
SHA-256. The person's file stays untouched; the copy is opened by the same strict path as any other.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from core.contract.errors import (
    Cancelled,
    DiskFull,
    FileMissing,
    FileUnreadable,
    ReaderStopped,
    WeightsHeaderInvalid,
    WeightsRefused,
    WeightsTruncated,
)
from core.files import commands, folders, store
from core.files.models import hashes
from core.files.models.header_writing import Stored, header_bytes
from core.files.models.headers import (
    DTYPE_BYTES,
    NAME_MAX,
    RANK_MAX,
    TENSORS_MAX,
    Header,
    TensorInfo,
    read_header,
)
from core.files.models.weight_formats import weight_format
from core.files.reading import opened
from core.files.streams import free_bytes
from core.jail.pool import Command, Pool
from core.jail.process import Question

FOLDER = "converted"  # in the cache
SECONDS_MAX = 120.0  # for reading the list of tensors
JSON_BYTES = 64 * 2**20  # of that list
BLOCK = 8 * 2**20  # bytes that are copied at once
GROWTH = 2  # times the source; tied weights are written once for each of their names
GATHERED_MAX = 2 * 2**30  # bytes of one tensor whose numbers do not lie in order


@dataclass(frozen=True)
class Converting:
    """How far a conversion is, in bytes read and written; `total` is 0 when nothing is to be done."""

    done: int
    total: int


@dataclass(frozen=True)
class _Tensor:
    """A tensor as the jail says it lies in the source. `begin`: byte of its first number."""

    name: str
    dtype: str
    shape: tuple[int, ...]
    stride: tuple[int, ...] | None  # None: in order
    begin: int
    crc: int | None

    @property
    def stored(self) -> Stored:
        """As it will lie in the copy."""
        return Stored(self.name, self.dtype, self.shape)

    @property
    def size(self) -> int:
        """Bytes of its numbers."""
        return self.stored.size

    @property
    def reach(self) -> int:
        """Bytes from its first number to behind its last."""
        if self.stride is None or not self.size:
            return self.size
        axes = zip(self.shape, self.stride, strict=True)
        return (1 + sum((n - 1) * step for n, step in axes)) * DTYPE_BYTES[self.dtype]


def header_of(path: Path | str) -> Header:
    """Names, types and shapes in a weights file of either kind, at once: nothing is converted.

    Of an old checkpoint `begin` and `end` are where its copy will have them. Raises as `conversion` and
    `read_header`.
    """
    if weight_format(path) == "safetensors":
        return read_header(path)
    with opened(path) as file:
        tensors = _ask(file, str(path))
    begin = start = len(_header(tensors, "0" * 64))
    infos = {}
    for tensor in tensors:
        infos[tensor.name] = TensorInfo(tensor.dtype, tensor.shape, begin, begin + tensor.size)
        begin += tensor.size
    return Header(infos, {}, start, begin)


def safe_copy(
    path: Path | str,
    progress: Callable[[Converting], object] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Path:
    """The path of a safetensors file with the tensors of `path`: itself where it is one already.

    Raises as `conversion`, and `Cancelled`; then nothing is left behind.
    """
    steps = conversion(path)
    while True:
        try:
            step = next(steps)
        except StopIteration as end:
            return Path(end.value)
        if cancelled():
            steps.close()
            raise Cancelled
        if progress is not None:
            progress(step)


def conversion(path: Path | str) -> Generator[Converting, None, Path]:
    """The same as a generator, for who shows progress or may stop: close it and nothing is left.

    Raises `FileMissing`, `FileUnreadable`, `WeightsRefused` (no weights, or a pickle that asks for more than
    weights need), `WeightsTruncated`, `ReaderStopped`, `ReaderUnavailable`, `DiskFull`, `NotWritable`,
    `WriteFailed`.
    """
    source = Path(path)
    if weight_format(source) == "safetensors":
        return source
    known = hashes.known_hash(source)
    if known is not None and _is_whole(_target(known)):
        return _target(known)
    with opened(source) as file:
        tensors = _ask(file, str(source))  # before the long work: most refusals come at once
        digest = yield from _hashed(source, sum(tensor.size for tensor in tensors))
        # It was hashed by its name: that must still be the file that is open and read.
        if not os.path.samestat(os.fstat(file.fileno()), source.stat()):
            raise FileUnreadable(str(source), "it was replaced while it was read")
        target = _target(digest)
        if not _is_whole(target):
            with store.folder_for(target.parent):
                yield from _write(file, str(source), tensors, target, digest)
    return target


def _target(digest: str) -> Path:
    return folders.cache() / FOLDER / f"{digest}.safetensors"


def _hashed(source: Path, to_write: int) -> Generator[Converting, None, str]:
    steps, total = hashes.hash_steps(source), source.stat().st_size + to_write
    while True:
        try:
            done = next(steps)
        except StopIteration as end:
            return str(end.value)
        yield Converting(done, total)


def _is_whole(target: Path) -> bool:
    """Whether an earlier copy is there; one that somebody damaged is made again."""
    try:
        read_header(target)
    except (FileMissing, FileUnreadable, WeightsHeaderInvalid, WeightsTruncated):
        return False
    return True


# --- what the jail says ----------------------------------------------------------------------------


def _ask(file: BinaryIO, path: str) -> list[_Tensor]:
    """The tensors in `file`, each inside it, all of them not much larger than it."""
    size = file.seek(0, os.SEEK_END)
    question = Question("tensors", {}, SECONDS_MAX, json_bytes=JSON_BYTES, errors=(WeightsRefused,))
    entries = _POOL.ask(question, file, path).data.get("tensors")
    if not isinstance(entries, list) or not 0 < len(entries) <= TENSORS_MAX:
        raise ReaderStopped(path, "garbage")
    try:
        tensors = [_tensor(entry) for entry in entries]
    except (TypeError, ValueError) as error:
        raise ReaderStopped(path, "garbage") from error
    if len({tensor.name for tensor in tensors}) < len(tensors):
        raise ReaderStopped(path, "garbage")
    for tensor in tensors:
        if tensor.begin + tensor.reach > size:
            raise WeightsTruncated(path, tensor.begin + tensor.reach, size)
    if sum(tensor.size for tensor in tensors) > GROWTH * size:
        raise WeightsRefused(path, "its tensors are many times larger than the file")
    return sorted(tensors, key=lambda tensor: tensor.stored.place)


def _tensor(entry: Any) -> _Tensor:
    """One entry of the list, checked. Raises `TypeError`, `ValueError`."""
    name, dtype, shape, stride, begin, crc = entry
    numbers = [*shape, *(stride or ()), begin, *(() if crc is None else (crc,))]
    if not isinstance(name, str) or len(name) > NAME_MAX or dtype not in DTYPE_BYTES:
        raise ValueError(name)
    if any(type(n) is not int or not 0 <= n < 2**60 for n in numbers) or len(shape) > RANK_MAX:
        raise ValueError(shape)
    if stride is not None and len(stride) != len(shape):
        raise ValueError(stride)
    tensor = _Tensor(
        name, dtype, tuple(shape), None if stride is None else tuple(stride), begin, crc
    )
    if tensor.stride is not None and tensor.size > min(tensor.reach, GATHERED_MAX):
        raise ValueError(stride)
    return tensor


# --- writing --------------------------------------------------------------------------------------


def _write(
    file: BinaryIO, path: str, tensors: list[_Tensor], target: Path, digest: str
) -> Iterator[Converting]:
    header = _header(tensors, digest)
    size = len(header) + sum(tensor.size for tensor in tensors)
    free = free_bytes(target)
    if 0 <= free < size:
        raise DiskFull(str(target), size, free)
    start = file.seek(0, os.SEEK_END)  # so much was read for the hash
    with store.stream(target, size=size) as out:
        out.write(header)
        for tensor in tensors:
            crc = 0
            for block in _blocks(file, path, tensor):
                out.write(block)
                crc = zlib.crc32(block, crc)
                yield Converting(start + out.written, start + size)
            if tensor.crc is not None and crc != tensor.crc:
                raise WeightsRefused(path, f"the numbers of {tensor.name} are damaged")


def _header(tensors: list[_Tensor], digest: str) -> bytes:
    stored = [tensor.stored for tensor in tensors]
    return header_bytes(stored, {"converted_from_sha256": digest})


def _blocks(file: BinaryIO, path: str, tensor: _Tensor) -> Iterator[bytes | memoryview]:
    """The numbers of a tensor in order, as bytes."""
    if tensor.stride is None:
        end = tensor.begin + tensor.size
        for begin in range(tensor.begin, end, BLOCK):
            yield _read(file, path, begin, min(BLOCK, end - begin))
        return
    import numpy as np  # rarely needed, and slow to start

    item = DTYPE_BYTES[tensor.dtype]
    stored = np.frombuffer(_read(file, path, tensor.begin, tensor.reach), dtype=f"V{item}")
    steps = tuple(step * item for step in tensor.stride)
    view = np.lib.stride_tricks.as_strided(stored, tensor.shape, steps, writeable=False)
    yield view.tobytes()


def _read(file: BinaryIO, path: str, begin: int, count: int) -> bytes:
    file.seek(begin)
    data = file.read(count)
    if len(data) < count:
        raise WeightsTruncated(path, begin + count, begin + len(data))
    return data


def _command() -> Command:
    command = commands.jail_command("pickle")
    return command.words(), command.environment


_POOL = Pool(_command, idle=1)
