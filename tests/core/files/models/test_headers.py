"""The safetensors header: what the library writes is read the same; whatever lies is refused."""

from __future__ import annotations

import json
import struct
import time
import tracemalloc
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from safetensors import safe_open
from safetensors.numpy import save_file

from core.contract.errors import (
    FileMissing,
    FileUnreadable,
    ReverieError,
    WeightsHeaderInvalid,
    WeightsTruncated,
)
from core.files.models.headers import Header, TensorInfo, read_header

QUICK = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


def entry(
    begin: int, end: int, dtype: str = "U8", shape: list[Any] | None = None
) -> dict[str, Any]:
    return {
        "dtype": dtype,
        "shape": [end - begin] if shape is None else shape,
        "data_offsets": [begin, end],
    }


def write(path: Path, header: Any, data: bytes = b"", length: int | None = None) -> Path:
    raw = header if isinstance(header, bytes) else json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(raw) if length is None else length) + raw + data)
    return path


def refused(path: Path, header: Any, data: bytes = b"") -> str:
    """The reason why the file is refused."""
    with pytest.raises(WeightsHeaderInvalid) as caught:
        read_header(write(path, header, data))
    assert caught.value.path == str(path)
    return caught.value.reason


DTYPES = st.sampled_from([np.float64, np.float32, np.float16, np.int64, np.uint8, np.bool_])
SHAPES = st.lists(st.integers(0, 4), max_size=4)
NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)


@QUICK
@given(
    tensors=st.dictionaries(NAMES, st.tuples(DTYPES, SHAPES), max_size=6),
    metadata=st.dictionaries(st.text("abc", min_size=1), st.text("xyz"), max_size=3),
)
def test_what_the_library_writes(
    tmp_path: Path, tensors: dict[str, Any], metadata: dict[str, str]
) -> None:
    arrays = {name: np.ones(shape, dtype) for name, (dtype, shape) in tensors.items()}
    arrays.pop("__metadata__", None)
    path = tmp_path / "a.safetensors"
    save_file(arrays, path, metadata=metadata or None)
    header = read_header(path)
    assert header.metadata == metadata
    assert header.size == path.stat().st_size
    assert {name: info.shape for name, info in header.tensors.items()} == {
        name: array.shape for name, array in arrays.items()
    }
    raw = path.read_bytes()
    for name, info in header.tensors.items():
        assert raw[info.begin : info.end] == arrays[name].tobytes()


def test_by_hand(tmp_path: Path) -> None:
    path = write(tmp_path / "a", {"b": entry(4, 8, "F32", [1]), "a": entry(0, 4)}, b"abcdefgh")
    start = path.stat().st_size - 8
    assert read_header(path) == Header(
        {
            "b": TensorInfo("F32", (1,), start + 4, start + 8),
            "a": TensorInfo("U8", (4,), start, start + 4),
        },
        {},
        start,
        start + 8,
    )
    assert read_header(write(path, b"{}   ")).tensors == {}


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        (b"", "not a JSON object"),
        (b"[]", "not a JSON object"),
        (b" {}", "not a JSON object"),
        (b"{", "not valid JSON"),
        (b'{"a": 1}{', "not valid JSON"),
        (b'{"\xff": 1}', "not valid JSON"),
        (b'{"a": NaN}', "NaN in the header"),
        (b'{"a":' + b"9" * 5000 + b"}", "not valid JSON"),
        (b'{"a":' + b"[" * 150_000 + b"}", "not valid JSON"),
        (b'{"a":' + b"[" * 250_000 + b"}", "too many tensors"),
        (b'{"a": {}, "a": {}}', "occurs twice"),
        (b'{"__metadata__": {"a": "x", "a": "y"}}', "occurs twice"),
        (b'{"a": {"dtype": "U8", "dtype": "U8"}}', "occurs twice"),
        ({"__metadata__": {"a": 1}}, "metadata"),
        ({"__metadata__": []}, "metadata"),
        ({"a": 3}, "without exactly"),
        ({"a": {"dtype": "U8", "shape": []}}, "without exactly"),
        ({"a": {**entry(0, 1), "x": 1}}, "without exactly"),
        ({"": entry(0, 1)}, "tensor name"),
        ({"x" * 513: entry(0, 1)}, "tensor name"),
        ({"a\0b": entry(0, 1)}, "control character"),
        ({"a\x9bb": entry(0, 1)}, "control character"),
        ({"\ud800": entry(0, 1)}, "control character"),
        ({"a": entry(0, 1, "C64")}, "dtype"),
        ({"a": entry(0, 1, "u8")}, "dtype"),
        ({"a": {**entry(0, 1), "dtype": ["U8"]}}, "dtype"),
        ({"a": entry(0, 1, shape=[1] * 9)}, "shape"),
        ({"a": entry(0, 1, shape=[-1])}, "shape"),
        ({"a": entry(0, 1, shape=[True])}, "shape"),
        ({"a": entry(0, 1, shape=[1.0])}, "shape"),
        ({"a": entry(0, 1, shape=["1"])}, "shape"),
        ({"a": {**entry(0, 1), "shape": 1}}, "shape"),
        ({"a": {**entry(0, 1), "data_offsets": [0]}}, "offsets"),
        ({"a": {**entry(0, 1), "data_offsets": [0, -1]}}, "offsets"),
        ({"a": {**entry(0, 1), "data_offsets": [False, True]}}, "offsets"),
        ({"a": entry(1, 0, shape=[0])}, "do not fit"),
        ({"a": entry(0, 1, "F32", [1])}, "do not fit"),
        ({"a": entry(0, 1, shape=[2**62, 2**62])}, "do not fit"),
        ({"a": entry(0, 0, shape=[2**62, 2**62, 2**62, 0])}, "hole|behind"),
        ({"a": entry(0, 1), "b": entry(0, 1)}, "overlap"),
        ({"a": entry(0, 2), "b": entry(1, 2)}, "overlap"),
        ({"a": entry(0, 1), "b": entry(2, 3)}, "hole"),
        ({"a": entry(1, 2)}, "hole"),
        ({"a": entry(0, 1)}, "2 bytes behind the last tensor"),
        ({}, "3 bytes behind"),
    ],
)
def test_lies(tmp_path: Path, header: Any, reason: str) -> None:
    assert any(part in refused(tmp_path / "a", header, b"xyz") for part in reason.split("|"))


def test_names_that_look_like_paths_are_only_keys(tmp_path: Path) -> None:
    path = write(tmp_path / "a", {"../../etc/passwd": entry(0, 1)}, b"x")
    assert list(read_header(path).tensors) == ["../../etc/passwd"]


@pytest.mark.parametrize("cut", [0, 3, 7, 8, 20, -1])
def test_cut_files_say_how_much_is_missing(tmp_path: Path, cut: int) -> None:
    whole = write(tmp_path / "a", {"a": entry(0, 5)}, b"abcde").read_bytes()
    data = whole[:cut]
    (tmp_path / "a").write_bytes(data)
    with pytest.raises(WeightsTruncated) as caught:
        read_header(tmp_path / "a")
    assert caught.value.actual == len(data)
    header_end = len(whole) - 5
    expected = 8 if len(data) < 8 else header_end if len(data) < header_end else len(whole)
    assert caught.value.expected == expected


@pytest.mark.parametrize("length", [2**24 + 1, 2**40, 2**64 - 1])
def test_a_huge_header_is_not_read(tmp_path: Path, length: int) -> None:
    with pytest.raises(WeightsHeaderInvalid, match="a header of"):
        read_header(write(tmp_path / "a", b"{}", length=length))


def test_a_million_tensors_are_refused_quickly(tmp_path: Path) -> None:
    raw = b"{" + b",".join(b'"%d":{}' % i for i in range(1_000_000)) + b"}"
    path = write(tmp_path / "a", raw)
    tracemalloc.start()
    started = time.process_time()
    with pytest.raises(WeightsHeaderInvalid, match="too many"):
        read_header(path)
    assert time.process_time() - started < 2
    assert tracemalloc.get_traced_memory()[1] < 100_000_000
    tracemalloc.stop()


def test_too_many_tensors(tmp_path: Path) -> None:
    header = {str(i): entry(0, 0) for i in range(50_000)}
    assert len(read_header(write(tmp_path / "a", header)).tensors) == 50_000
    assert "too many" in refused(tmp_path / "a", {**header, "x": entry(0, 0)})


def test_places_that_are_no_file(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        read_header(tmp_path / "none")
    with pytest.raises(FileUnreadable):
        read_header(tmp_path)


VALUES = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-3, 20),
        st.sampled_from([2**31, 2**63, 2**64, -(2**63), 0.5]),
        st.sampled_from(["U8", "F32", "dtype", "a", "\0", ""]),
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner),
    max_leaves=4,
)


@settings(QUICK, max_examples=400)
@given(data=st.data(), body=st.binary(max_size=20))
def test_mutated_headers_are_refused_or_agree_with_the_library(
    tmp_path: Path, data: st.DataObject, body: bytes
) -> None:
    """Structure-aware: a valid layout with some of its values replaced, removed or repeated."""
    header: dict[str, Any] = {}
    position = 0
    for name in "abc"[: data.draw(st.integers(0, 3))]:
        size = data.draw(st.integers(0, 7))
        header[name] = entry(position, position + size)
        position += size
    body = (body * 30)[:position] if data.draw(st.booleans()) else body
    for name in header:
        kind = data.draw(st.sampled_from(["keep", "keep", "value", "drop", "nudge"]))
        key = data.draw(st.sampled_from(["dtype", "shape", "data_offsets"]))
        if kind == "value":
            header[name][key] = data.draw(VALUES)
        elif kind == "drop":
            del header[name][key]
        elif kind == "nudge":
            header[name]["data_offsets"][data.draw(st.integers(0, 1))] += data.draw(
                st.sampled_from([-1, 1, 2**63])
            )
    path = write(tmp_path / "a", header, body)
    try:
        ours = read_header(path)
    except ReverieError as error:
        assert isinstance(error, (WeightsHeaderInvalid, WeightsTruncated))  # noqa: PT017 - both do
        return
    with safe_open(path, "np") as theirs:
        assert set(theirs.keys()) == set(ours.tensors)
        for name, info in ours.tensors.items():
            assert theirs.get_tensor(name).tobytes() == path.read_bytes()[info.begin : info.end]


@QUICK
@given(raw=st.binary(max_size=200))
def test_any_bytes(tmp_path: Path, raw: bytes) -> None:
    for data in (raw, struct.pack("<Q", max(0, len(raw) - 8)) + b"{" + raw):
        (tmp_path / "a").write_bytes(data)
        with pytest.raises((WeightsTruncated, WeightsHeaderInvalid)):
            read_header(tmp_path / "a")
