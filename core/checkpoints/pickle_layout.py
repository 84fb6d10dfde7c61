"""Where the tensors lie in an old checkpoint. Runs in the jail only: see `core/jail` and `core/files/models/legacy_pickle.py`.

Two containers exist: the zip archive that `torch.save` writes since 1.6 (`<name>/data.pkl` and one member a
storage, all of them stored, never packed), and before it a row of pickles with the storages behind them.
Not a reader of numbers: the answer is names, shapes and byte positions, checked here against the
file's own claims and by whoever asked against the file itself.
"""

from __future__ import annotations

import encodings.cp437  # noqa: F401 - zipfile wants it for names, when nothing can be imported any more
import io
import math
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, BinaryIO

from core.checkpoints import pickle_names
from core.checkpoints.pickle_atoms import Refused, Value
from core.checkpoints.pickle_machine import PickleMachine
from core.checkpoints.pickle_names import Storage, StoredTensor, contiguous
from core.contract.errors import WeightsRefused
from core.files.models.headers import DTYPE_BYTES, NAME_MAX, TENSORS_MAX
from core.jail.inside import Answer, Handler
from core.jail.limits import Limits

LIMITS = Limits(memory=2 * 2**30, seconds=600)
MEMBERS_MAX = 100_000
PICKLE_BYTES = 64 * 2**20
DEPTH_MAX = 4  # dictionaries in dictionaries
WEIGHTS = "state_dict"  # where trainers keep the weights, beside their own things
_MAGIC = 0x1950A86A20F9469CFC6C  # torch.serialization.MAGIC_NUMBER
_PROTOCOL = 1001
_LOCAL = struct.Struct(
    "<4s22xHH"
)  # of a zip member: signature, length of its name, of its extra field


@dataclass(frozen=True)
class Place:
    """Where a storage lies: its first byte in the file, its length, and the archive's checksum of it."""

    begin: int
    size: int
    crc: int | None = None


def handlers() -> dict[str, Handler]:
    """What can be asked: "tensors". The answer is [[name, dtype, shape, stride or null, begin, crc or null], …].

    `stride` is null for numbers that lie in order, `begin` the byte of the first one in the file. `crc` is
    there where a tensor is a whole storage. Raises `WeightsRefused`.
    """
    return {"tensors": _tensors}


def _tensors(file: BinaryIO, arguments: dict[str, Any]) -> Answer:
    is_archive = file.read(2) == b"PK"
    file.seek(0)
    try:
        value, place = _archive(file) if is_archive else _row(file)
        found = _named(value)
        if not found:
            raise Refused("it holds no weights")
        return Answer({"tensors": [_entry(name, tensor, place) for name, tensor in found.items()]})
    except Refused as refused:
        raise WeightsRefused("", str(refused)) from refused


# --- the archive ------------------------------------------------------------------------------------


def _archive(file: BinaryIO) -> tuple[Value, Callable[[Storage], Place]]:
    end = file.seek(0, io.SEEK_END)
    try:
        archive = zipfile.ZipFile(file)
        members = _members(archive)
        root = _root(members)
        order = (
            archive.read(members[root + "byteorder"])
            if root + "byteorder" in members
            else b"little"
        )
        pickle = members[root + "data.pkl"]
        if pickle.file_size > PICKLE_BYTES:
            raise Refused("its list of contents is too long")
        if order != b"little":
            raise Refused("its numbers are stored the other way round (big-endian)")
        with archive.open(pickle) as opened:  # compares the checksum at the end
            data = opened.read()
    except (zipfile.BadZipFile, ValueError, OverflowError, EOFError, struct.error) as error:
        raise Refused("its archive is damaged") from error
    except (NotImplementedError, RuntimeError) as error:
        raise Refused("its archive is of a kind that no checkpoint has") from error

    def place(storage: Storage) -> Place:
        member = members.get(f"{root}data/{storage.key}")
        if member is None:
            raise Refused("the numbers of a tensor are missing")
        file.seek(member.header_offset)
        head = file.read(_LOCAL.size)
        if len(head) < _LOCAL.size or head[:4] != b"PK\3\4":
            raise Refused("its archive is damaged")
        _, name, extra = _LOCAL.unpack(head)
        begin = member.header_offset + _LOCAL.size + name + extra
        if begin + member.file_size > end:
            raise Refused("it ends too early")
        return Place(begin, member.file_size, member.CRC)

    return _machine(io.BytesIO(data)).run(), place


def _members(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """By name, after all of them have been found stored, plain, and of different names."""
    infos = archive.infolist()
    if len(infos) > MEMBERS_MAX:
        raise Refused("its archive has too many files")
    members: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        if info.compress_type != zipfile.ZIP_STORED or info.compress_size != info.file_size:
            raise Refused("its archive is packed, which no checkpoint is")
        if info.flag_bits & 0x2061:  # encrypted, patch data, strong encryption, masked headers
            raise Refused("its archive is encrypted")
        parts = info.filename.replace("\\", "/").split("/")
        if ".." in parts or not parts[0] or ":" in parts[0]:
            raise Refused("its archive names a file outside of itself")
        if info.filename in members:
            raise Refused("a file in its archive is there twice")
        members[info.filename] = info
    return members


def _root(members: dict[str, zipfile.ZipInfo]) -> str:
    """What stands before "data.pkl": the archive's own name and a slash."""
    roots = [name[: -len("data.pkl")] for name in members if name.split("/")[-1] == "data.pkl"]
    if not roots:
        raise Refused("it is an archive, and not of a checkpoint")
    if len(roots) > 1:
        raise Refused("it has more than one list of contents")
    if roots[0] + "constants.pkl" in members:
        raise Refused("it is a TorchScript program, not weights")
    return roots[0]


# --- the row of pickles before 1.6 -------------------------------------------------------------------


def _row(file: BinaryIO) -> tuple[Value, Callable[[Storage], Place]]:
    """Magic number, protocol, system, contents, keys; then each storage: its count in 8 bytes, its numbers."""
    storages: dict[str, Storage] = {}
    machine = _machine(file, storages)
    if machine.run() != _MAGIC or machine.run() != _PROTOCOL:
        raise Refused("it is no checkpoint")
    system = machine.run()
    if not isinstance(system, dict) or system.get("little_endian") is not True:
        raise Refused("its numbers are stored the other way round (big-endian)")
    value, keys = machine.run(), machine.run()
    position, end = file.tell(), file.seek(0, io.SEEK_END)
    if not isinstance(keys, list) or len(keys) != len(storages):
        raise Refused("its storages are not those of its tensors")
    places: dict[str, Place] = {}
    for key in keys:
        storage = storages.get(key) if isinstance(key, str) else None
        if storage is None or key in places:
            raise Refused("its storages are not those of its tensors")
        file.seek(position)
        if file.read(8) != struct.pack("<q", storage.count):
            raise Refused("a storage in it has another length than its tensors say")
        size = storage.count * DTYPE_BYTES[storage.dtype or "U8"]
        places[key] = Place(position + 8, size)
        position += 8 + size
        if position > end:
            raise Refused("it ends too early")
    return value, lambda storage: places[storage.key]


# --- both -------------------------------------------------------------------------------------------


def _machine(file: BinaryIO, storages: dict[str, Storage] | None = None) -> PickleMachine:
    """`storages` collects by key those that tensors speak of; one key is one storage."""
    found: dict[str, Storage] = {} if storages is None else storages

    def load(tag: Value) -> Storage:
        storage = pickle_names.stored(tag)
        if found.setdefault(storage.key, storage) != storage:
            raise Refused("a storage in it is of two kinds")
        return storage

    return PickleMachine(file, name=pickle_names.known, call=pickle_names.called, load=load)


def _named(value: Value) -> dict[str, StoredTensor]:
    """The tensors by name: those of `state_dict` where there is one, else all, names joined by dots."""
    if isinstance(value, dict) and isinstance(value.get(WEIGHTS), dict):
        value = value[WEIGHTS]
    found: dict[str, StoredTensor] = {}
    waiting: list[tuple[str, Value, int]] = [("", value, 0)]
    seen = 0
    while waiting:
        prefix, inner, depth = waiting.pop()
        if not isinstance(inner, dict):
            continue
        seen += len(inner)
        if seen > 10 * TENSORS_MAX:
            raise Refused("it holds too many tensors")
        for key, item in inner.items():
            if isinstance(item, StoredTensor):
                name = _name(f"{prefix}{key}")
                if name in found or len(found) == TENSORS_MAX:
                    raise Refused(
                        "two tensors in it have one name"
                        if name in found
                        else "it holds too many tensors"
                    )
                found[name] = item
            elif isinstance(item, dict) and depth < DEPTH_MAX:
                waiting.append((f"{prefix}{key}.", item, depth + 1))
    return found


def _name(name: str) -> str:
    if len(name) > NAME_MAX or not name.isprintable():
        raise Refused("a tensor in it has a name that is none")
    return name


def _entry(name: str, tensor: StoredTensor, place: Callable[[Storage], Place]) -> list[Any]:
    where = place(tensor.storage)
    item = DTYPE_BYTES[tensor.dtype]
    if where.size < tensor.storage.count * DTYPE_BYTES[tensor.storage.dtype or "U8"]:
        raise Refused("a storage in it is shorter than its tensors say")
    axes = zip(tensor.shape, tensor.stride, contiguous(tensor.shape), strict=True)
    in_order = all(step == usual for n, step, usual in axes if n != 1)
    is_whole = in_order and math.prod(tensor.shape) * item == where.size
    return [
        name,
        tensor.dtype,
        list(tensor.shape),
        None if in_order else list(tensor.stride),
        where.begin + tensor.offset * item,
        where.crc if is_whole else None,
    ]
