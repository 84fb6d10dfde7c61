"""Old checkpoints made by hand, honest and lying ones: the archive, the row of pickles, and what goes wrong in them."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from collections.abc import Mapping
from typing import Any

from tests.support.hostile_pickles import arguments, call, name, text, value, whole

MAGIC = 0x1950A86A20F9469CFC6C


def tensor(
    *,
    key: str = "0",
    kind: str = "FloatStorage",
    count: int = 6,
    offset: int = 0,
    shape: Any = (2, 3),
    stride: Any = (3, 1),
    function: str = "_rebuild_tensor_v2",
    tag: bytes | None = None,
) -> bytes:
    """The pickle of one tensor, honest by default: 2×3 floats in storage "0"."""
    if tag is None:
        tag = arguments(text("storage"), name("torch", kind), text(key), text("cpu"), value(count))
    hooks = call(name("collections", "OrderedDict"))
    parts = (value(offset), value(shape), value(stride), b"\x89", hooks)
    return call(name("torch._utils", function), tag + b"Q", *parts)


def weights(*tensors: bytes, names: tuple[str, ...] | None = None) -> bytes:
    """A whole pickle: a dictionary of tensors "w0", "w1" …."""
    names = names or tuple(f"w{i}" for i in range(len(tensors)))
    items = b"".join(text(n) + t for n, t in zip(names, tensors, strict=True))
    return whole(b"}(" + items + b"u", 2)


SIX = struct.pack("<6f", *range(6))


def archive(
    pickle: bytes,
    storages: Mapping[str, bytes] | None = None,
    *,
    root: str = "archive/",
    extra: Mapping[str, bytes] | None = None,
    compression: int = zipfile.ZIP_STORED,
) -> bytes:
    """What `torch.save` writes since 1.6."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as file:
        file.writestr(root + "data.pkl", pickle)
        for key, data in (storages if storages is not None else {"0": SIX}).items():
            file.writestr(f"{root}data/{key}", data)
        for path, data in (extra or {}).items():
            file.writestr(path, data)
    return buffer.getvalue()


def row(
    pickle: bytes,
    storages: Mapping[str, bytes] | None = None,
    *,
    keys: Any = None,
    counts: Mapping[str, int] | None = None,
    system: Any = None,
    magic: bytes | None = None,
) -> bytes:
    """What `torch.save` wrote before 1.6."""
    storages = storages if storages is not None else {"0": SIX}
    system = system or {"protocol_version": 1001, "little_endian": True, "type_sizes": {}}
    head = (magic or whole(value(MAGIC), 2)) + whole(value(1001), 2) + whole(value(system), 2)
    tail = whole(value(list(storages) if keys is None else keys), 2)
    for key, data in storages.items():
        tail += struct.pack("<q", (counts or {}).get(key, len(data) // 4)) + data
    return head + pickle + tail


def patched(data: bytes, old: bytes, new: bytes) -> bytes:
    assert old in data
    assert len(old) == len(new)
    return data.replace(old, new)


def with_flag(data: bytes, flag: int) -> bytes:
    """A flag bit in every header of a zip file, local and central."""
    changed = bytearray(data)
    for signature, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        start = 0
        while (start := data.find(signature, start)) >= 0:
            changed[start + at] |= flag
            start += 4
    return bytes(changed)


def twice(data: str) -> bytes:
    """An archive with one name twice."""
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w") as file:
        warnings.simplefilter("ignore")
        for path in ("archive/data.pkl", "archive/data/0", data):
            file.writestr(path.replace("!", ""), weights(tensor()) if "pkl" in path else SIX)
    return buffer.getvalue()


def nest(levels: int) -> bytes:
    """((((…)))) by memo: 2 ** levels empty tuples, if anybody counted them."""
    body = b")"
    for level in range(levels):
        body += b"q" + bytes([level]) + b"h" + bytes([level]) + b"\x86"
    return body


# Name → (the file, a piece of the sentence it is refused with).
LIES: dict[str, tuple[bytes, str]] = {
    # tensors
    "stride 0": (
        archive(weights(tensor(shape=(10**9, 3), stride=(0, 1)))),
        "larger than what is stored",
    ),
    "stride 0, small": (archive(weights(tensor(shape=(2, 3), stride=(0, 1)))), "more than once"),
    "overlap": (archive(weights(tensor(shape=(2, 3), stride=(1, 1)))), "more than once"),
    "terabytes": (
        archive(weights(tensor(shape=(2**40,), stride=(1,)))),
        "larger than what is stored",
    ),
    "product overflows": (archive(weights(tensor(shape=(2**40, 2**40), stride=(1, 1)))), "larger"),
    "beyond the storage": (archive(weights(tensor(offset=1))), "larger than what is stored"),
    "far offset": (archive(weights(tensor(offset=2**62))), "shape that is none"),
    "offset below zero": (archive(weights(tensor(offset=-1))), "shape that is none"),
    "shape below zero": (archive(weights(tensor(shape=(-2, -3)))), "shape that is none"),
    "stride below zero": (archive(weights(tensor(stride=(-3, 1)))), "shape that is none"),
    "shape of texts": (archive(weights(tensor(shape=("2", "3")))), "shape that is none"),
    "shape is no tuple": (archive(weights(tensor(shape=[2, 3]))), "shape that is none"),
    "ranks differ": (archive(weights(tensor(stride=(1,)))), "shape that is none"),
    "rank 9": (archive(weights(tensor(shape=(1,) * 9, stride=(1,) * 9))), "shape that is none"),
    "long stride": (archive(weights(tensor(stride=(2**60, 1)))), "shape that is none"),
    "storage missing": (archive(weights(tensor(key="1"))), "missing"),
    "storage outside": (archive(weights(tensor(key="../data.pkl"))), "missing"),
    "storage shorter": (archive(weights(tensor(count=10**9)), {"0": SIX}), "shorter"),
    "count below zero": (archive(weights(tensor(count=-1))), "no storage"),
    "count is a truth": (archive(weights(tensor(count=True))), "no storage"),
    "storage of two kinds": (
        archive(weights(tensor(), tensor(kind="HalfStorage"))),
        "two kinds",
    ),
    "complex numbers": (
        archive(weights(tensor(kind="ComplexFloatStorage"))),
        "torch.ComplexFloatStorage",
    ),
    "quantised": (archive(weights(tensor(function="_rebuild_qtensor"))), "quantised"),
    "sparse": (archive(weights(tensor(function="_rebuild_sparse_tensor"))), "sparse"),
    "no number type": (archive(weights(tensor(function="_rebuild_tensor_v3"))), "no storage"),
    "tag is a text": (archive(weights(tensor(tag=text("storage")))), "no storage"),
    "tag is a number": (archive(weights(tensor(tag=b"K\5"))), "no storage"),
    "tag of another word": (
        archive(
            weights(
                tensor(tag=arguments(text("module"), text("x"), text("0"), text("cpu"), b"K\6"))
            )
        ),
        "no storage",
    ),
    "tag with a view": (
        archive(
            weights(
                tensor(
                    tag=arguments(
                        text("storage"),
                        name("torch", "FloatStorage"),
                        text("0"),
                        text("cpu"),
                        b"K\6",
                        arguments(text("a"), b"K\0", b"K\1"),
                    )
                )
            )
        ),
        "part of another",
    ),
    "tag of a function": (
        archive(
            weights(
                tensor(
                    tag=arguments(
                        text("storage"),
                        name("torch.storage", "UntypedStorage"),
                        b"K\5",
                        text("cpu"),
                        b"K\6",
                    )
                )
            )
        ),
        "no storage",
    ),
    "many views of one storage": (
        archive(
            weights(*[tensor(count=10_000, shape=(100, 100), stride=(100, 1))] * 100),
            {"0": bytes(40_000)},
        ),
        "many times larger",
    ),
    "damaged numbers": (patched(archive(weights(tensor())), SIX, SIX[::-1]), "damaged"),
    # names
    "control characters": (archive(weights(tensor(), names=("a\nb",))), "name that is none"),
    "a very long name": (archive(weights(tensor(), names=("a" * 600,))), "name that is none"),
    "60,000 tensors": (
        archive(
            whole(tensor() + b"q\0}(" + b"".join(text(n) + b"h\0" for n in range(60_000)) + b"u")
        ),
        "too many tensors",
    ),
    "one name for two": (
        archive(
            whole(b"}(" + text("a.b") + tensor() + text("a") + b"}" + text("b") + tensor() + b"su")
        ),
        "one name",
    ),
    "no weights": (archive(whole(b"}"), {}), "no weights"),
    "a lone number": (archive(whole(b"K\5"), {}), "no weights"),
    "a dictionary in itself": (archive(whole(b"}q\0" + text("a") + b"h\0s"), {}), "no weights"),
    # the machine
    "nested a hundred thousand times": (
        archive(whole(b"]" * 10**5 + b"a" * (10**5 - 1)), {}),
        "no weights",
    ),
    "marks without end": (archive(b"\x80\2" + b"(" * 10**6 + b".", {}), "do not fit together"),
    "tuples that take for ever to hash": (
        archive(whole(b"}" + nest(200) + b"Ns"), {}),
        "no plain value",
    ),
    "three million instructions": (archive(whole(b"N0" * 1_500_000), {}), "too many instructions"),
    "a number of 255 bytes": (archive(whole(b"\x8a\xff" + bytes(255)), {}), "too large"),
    "a number of 2 GB": (archive(whole(b"\x8b\xff\xff\xff\x7f"), {}), "too long"),
    "a number of many digits": (archive(whole(b"L" + b"9" * 900 + b"L\n"), {}), "too large"),
    "a line without end": (archive(whole(b"L" + b"9" * 100_000 + b"L\n"), {}), "no end"),
    "a text of 2^62 bytes": (archive(whole(b"\x8d" + struct.pack("<Q", 2**62)), {}), "too long"),
    "bytes of 2^40": (archive(whole(b"\x8e" + struct.pack("<Q", 2**40)), {}), "too long"),
    "an array of 2^63 bytes": (archive(whole(b"\x96" + struct.pack("<Q", 2**63)), {}), "too long"),
    "a text that is none": (archive(whole(b"X\1\0\0\0\xff"), {}), "a text in it is none"),
    "length below zero": (archive(whole(b"T" + struct.pack("<i", -5)), {}), "below zero"),
    "memo 2^32": (archive(whole(b"Nr\xff\xff\xff\xff"), {}), "no weights"),
    "memo below zero": (archive(whole(b"Np-5\n"), {}), "remembers"),
    "never remembered": (archive(whole(b"h\7"), {}), "never there"),
    "an unknown instruction": (archive(whole(b"\xfe"), {}), "unknown instruction 0xfe"),
    "protocol 99": (archive(b"\x80\x63}.", {}), "newer language"),
    "no end": (archive(b"\x80\2}", {}), "ends too early"),
    "an empty stack": (archive(b"\x80\2.", {}), "do not fit"),
    "buffers from elsewhere": (archive(whole(b"\x97"), {}), "somewhere else"),
    "a text as persistent id": (archive(whole(b"Pa name\n"), {}), "proper names"),
    "an extension code": (archive(whole(b"\x82\1"), {}), "by number"),
    "set item on a list": (archive(whole(b"]" + b"K\1K\2s"), {}), "no dictionary"),
    "append to a dictionary": (archive(whole(b"}K\1a"), {}), "no list"),
    "odd pairs": (archive(whole(b"}(K\1u"), {}), "no dictionary"),
    "calling a text": (archive(whole(text("os.system") + b")R"), {}), "no function"),
    "calling with a list": (
        archive(whole(name("collections", "OrderedDict") + b"]R"), {}),
        "list of arguments",
    ),
    "calling a number type": (
        archive(whole(name("torch", "float32") + b")R"), {}),
        "calls torch.float32",
    ),
    "a name of numbers": (archive(whole(b"K\1K\2\x93"), {}), "no name"),
    "a name of 10,000 letters": (
        archive(whole(text("a" * 10_000) + text("b" * 10_000) + b"\x93"), {}),
        "no weights need",
    ),
    # the archive
    "packed": (archive(weights(tensor()), compression=zipfile.ZIP_DEFLATED), "packed"),
    "a packed bomb": (
        archive(weights(tensor()), {"0": bytes(10**7)}, compression=zipfile.ZIP_DEFLATED),
        "packed",
    ),
    "packed by lzma": (archive(weights(tensor()), compression=zipfile.ZIP_LZMA), "packed"),
    "flag 0x1": (with_flag(archive(weights(tensor())), 0x1), "encrypted"),
    "flag 0x20": (with_flag(archive(weights(tensor())), 0x20), "encrypted"),
    "flag 0x40": (with_flag(archive(weights(tensor())), 0x40), "encrypted"),
    "two lists of contents": (
        archive(weights(tensor()), extra={"other/data.pkl": b"N."}),
        "more than one",
    ),
    "../": (archive(weights(tensor()), extra={"archive/../../x": b""}), "outside of itself"),
    "an absolute name": (
        archive(weights(tensor()), extra={"/etc/passwd": b""}),
        "outside of itself",
    ),
    "..\\": (archive(weights(tensor()), extra={"..\\x": b""}), "outside of itself"),
    "a drive": (archive(weights(tensor()), extra={"C:/x": b""}), "outside of itself"),
    "no list of contents": (
        archive(b"", extra={}, root="x/").replace(b"data.pkl", b"data.txt"),
        "not of a checkpoint",
    ),
    "TorchScript": (
        archive(weights(tensor()), extra={"archive/constants.pkl": b"N."}),
        "TorchScript",
    ),
    "big-endian": (
        archive(weights(tensor()), extra={"archive/byteorder": b"big"}),
        "other way round",
    ),
    "bad checksum": (
        patched(archive(weights(tensor(), names=("abcdef",))), b"abcdef", b"abcdeg"),
        "damaged",
    ),
    "cut": (archive(weights(tensor()))[:-30], "damaged"),
    "no central directory": (archive(weights(tensor()))[:100], "damaged"),
    "directory elsewhere": (archive(weights(tensor()))[:-6] + b"\xff\xff\xff\x7f\0\0", "damaged"),
    "a directory of 4 GB": (
        archive(weights(tensor()))[:-10] + b"\xff\xff\xff\xff" + archive(weights(tensor()))[-6:],
        "damaged",
    ),
    # the row of pickles
    "row: no magic": (row(weights(tensor()), magic=whole(b"K\5", 2)), "no checkpoint"),
    "row: big-endian": (row(weights(tensor()), system={"little_endian": False}), "other way round"),
    "row: no system": (row(weights(tensor()), system=[1]), "other way round"),
    "row: other keys": (row(weights(tensor()), keys=["1"]), "not those of its tensors"),
    "row: keys are no list": (row(weights(tensor()), keys="0"), "not those of its tensors"),
    "row: a key twice": (
        row(weights(tensor(), tensor(key="1")), keys=["0", "0"]),
        "not those of its tensors",
    ),
    "row: another count": (row(weights(tensor()), counts={"0": 7}), "another length"),
    "row: count below zero": (row(weights(tensor()), counts={"0": -6}), "another length"),
    "row: a quadrillion": (row(weights(tensor(count=2**49)), counts={"0": 2**49}), "too early"),
    "row: numbers cut": (row(weights(tensor()))[:-5], "too early"),
    "row: cut": (row(weights(tensor()))[:60], "ends too early"),
    # what is no checkpoint at all
    "an empty file": (b"", "an empty file"),
    "an error page": (b"<!DOCTYPE html><html>404", "error page"),
    "a pointer": (b"version https://git-lfs.github.com/spec/v1\n", "Git LFS"),
    "7z": (b"7z\xbc\xaf\x27\x1c" + bytes(50), "7z archive"),
    "RAR": (b"Rar!\x1a\x07", "RAR archive"),
    "tar": (bytes(257) + b"ustar" + bytes(300), "tar archive"),
    "GGUF": (b"GGUF\3\0\0\0", "GGUF"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(30), "PNG"),
    "protocol 0": (b"(dp0\n.", "not weights"),
    "zeros": (bytes(1000), "no known format"),
}
LIES["a file twice"] = (twice("archive/data/0!"), "there twice")
