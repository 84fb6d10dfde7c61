"""Old checkpoints as torch writes them → safetensors: bit-equal to torch's own load, once, and nothing else changed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

import pytest
import torch

from core.checkpoints.tensors import read_tensors
from core.contract.errors import (
    Cancelled,
    DiskFull,
    FileUnreadable,
    ReaderStopped,
    WeightsRefused,
)
from core.files import folders, streams
from core.files.models import hashes, legacy_pickle
from core.files.models.legacy_pickle import Converting, conversion, header_of, safe_copy
from core.jail.channel import Message
from core.jail.process import Question

CPU = torch.device("cpu")
BIG = torch.randn(40, 50)
STATE: dict[str, torch.Tensor] = OrderedDict(
    single=torch.tensor(3.5),
    half=torch.randn(5, 6).half(),
    brain=torch.randn(9).bfloat16(),
    double=torch.randn(3).double(),
    long=torch.arange(7),
    byte=torch.arange(200, dtype=torch.uint8),
    truth=torch.tensor([True, False, True]),
    none=torch.zeros(0, 3),
    turned=torch.randn(4, 5).t(),
    permuted=torch.randn(2, 3, 4).permute(2, 0, 1),
    part=BIG[2:5, 3:9],
    tail=BIG[30:],
    tied=BIG,
    odd=torch.randn(1, 5).t(),
    nans=torch.tensor([float("nan"), float("inf")]),
    parameter=torch.nn.Parameter(torch.randn(3)),
)
WRAPPED: dict[str, Callable[[Any], Any]] = {
    "plain": lambda state: state,
    "lightning": lambda state: {
        "state_dict": state,
        "epoch": 3,
        "lr": [1e-4],
        "size": torch.Size([2]),
    },
    "module": lambda state: _module(state),
}


def _module(state: dict[str, torch.Tensor]) -> Any:
    """With the `_metadata` that a module's own state_dict has."""
    made = OrderedDict(state)
    made._metadata = OrderedDict({"": {"version": 1}})  # type: ignore[attr-defined]
    return made


@pytest.fixture
def checkpoint(tmp_path: Path) -> Path:
    torch.save(STATE, tmp_path / "model.ckpt")
    return tmp_path / "model.ckpt"


@pytest.mark.parametrize("zipped", [True, False])
@pytest.mark.parametrize("wrapped", WRAPPED)
def test_every_tensor_is_torchs(tmp_path: Path, wrapped: str, zipped: bool) -> None:
    path = tmp_path / "model.ckpt"
    torch.save(WRAPPED[wrapped](STATE), path, _use_new_zipfile_serialization=zipped)
    before = path.read_bytes()
    found = read_tensors(safe_copy(path), device=CPU)
    loaded = torch.load(path, weights_only=True)
    expected = loaded.get("state_dict", loaded)
    assert found.keys() == STATE.keys()
    for name, tensor in found.items():
        assert tensor.dtype == expected[name].dtype
        assert tensor.shape == expected[name].shape
        assert torch.equal(
            tensor.reshape(-1).view(torch.uint8),
            expected[name].detach().contiguous().reshape(-1).view(torch.uint8),
        ), name
    assert path.read_bytes() == before


@pytest.mark.parametrize("protocol", [2, 3, 4, 5])
def test_every_protocol(tmp_path: Path, protocol: int) -> None:
    torch.save({"w": BIG}, tmp_path / "a.pt", pickle_protocol=protocol)
    assert torch.equal(read_tensors(safe_copy(tmp_path / "a.pt"), device=CPU)["w"], BIG)


def test_a_module_with_weights_of_new_types(tmp_path: Path) -> None:
    state = {"f8": torch.randn(6).to(torch.float8_e4m3fn), "u16": torch.arange(5).to(torch.uint16)}
    torch.save(state, tmp_path / "a.bin")
    header = legacy_pickle.read_header(safe_copy(tmp_path / "a.bin"))
    assert {name: info.dtype for name, info in header.tensors.items()} == {
        "f8": "F8_E4M3",
        "u16": "U16",
    }


def test_an_embedding_of_the_web_ui(tmp_path: Path) -> None:
    data = {
        "string_to_token": {"*": 265},
        "string_to_param": torch.nn.ParameterDict({"*": torch.nn.Parameter(BIG)}).state_dict(),
        "name": "swan",
        "step": 500,
        "sd_checkpoint": None,
    }
    torch.save(data, tmp_path / "swan.pt")
    assert set(read_tensors(safe_copy(tmp_path / "swan.pt"), device=CPU)) == {"string_to_param.*"}


def test_the_copy_is_named_by_the_source_and_opened_again(
    checkpoint: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = safe_copy(checkpoint)
    assert copy == folders.cache() / "converted" / f"{hashes.file_hash(checkpoint)}.safetensors"
    monkeypatch.setattr(legacy_pickle, "_POOL", None)
    assert safe_copy(checkpoint) == copy  # neither read nor asked for once more
    other = checkpoint.with_name("renamed.pt")
    checkpoint.rename(other)
    monkeypatch.undo()
    os.environ["REVERIE_HOME"] = str(copy.parents[2])
    assert safe_copy(other) == copy


def test_a_damaged_copy_is_made_again(checkpoint: Path) -> None:
    copy = safe_copy(checkpoint)
    whole = copy.read_bytes()
    for damage in (b"", whole[:-1], b"x" * len(whole)):
        copy.write_bytes(damage)
        assert safe_copy(checkpoint).read_bytes() == whole


def test_a_changed_file_is_another_one(checkpoint: Path) -> None:
    first = safe_copy(checkpoint)
    torch.save({"other": BIG}, checkpoint)
    os.utime(checkpoint, ns=(1, 1))
    second = safe_copy(checkpoint)
    assert first != second
    assert set(read_tensors(second, device=CPU)) == {"other"}


def test_its_header_is_known_before_it_is_converted(checkpoint: Path) -> None:
    header = header_of(checkpoint)
    assert not list(folders.cache().rglob("*.safetensors"))
    copy = safe_copy(checkpoint)
    assert header == replace(header_of(copy), metadata={})


def test_safetensors_are_used_where_they_lie(checkpoint: Path) -> None:
    copy = safe_copy(checkpoint)
    assert safe_copy(copy) == copy


def test_progress_grows_to_its_end(checkpoint: Path) -> None:
    seen: list[Converting] = []
    safe_copy(checkpoint, seen.append)
    done = [step.done for step in seen]
    assert done == sorted(done)
    assert seen[-1].done == seen[-1].total
    assert seen[-1].total > checkpoint.stat().st_size


def test_a_file_that_is_replaced_meanwhile_is_not_taken_for_the_new_one(
    checkpoint: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = legacy_pickle._hashed

    def replaced(source: Path, to_write: int) -> Any:
        other = source.with_name("other.ckpt")
        torch.save({"w": torch.zeros(2)}, other)
        other.replace(source)
        return real(source, to_write)

    monkeypatch.setattr(legacy_pickle, "_hashed", replaced)
    with pytest.raises(FileUnreadable, match="replaced"):
        safe_copy(checkpoint)
    assert not (folders.cache() / legacy_pickle.FOLDER).exists()


@pytest.mark.parametrize("after", [1, 2, 5])
def test_cancelled_it_leaves_nothing(checkpoint: Path, after: int) -> None:
    steps = 0

    def cancelled() -> bool:
        nonlocal steps
        steps += 1
        return steps >= after

    with pytest.raises(Cancelled):
        safe_copy(checkpoint, cancelled=cancelled)
    assert not [
        path
        for path in folders.cache().rglob("*")
        if path.name != hashes.CACHE_FILE and path.is_file()
    ]
    assert safe_copy(checkpoint).is_file()


def test_a_generator_that_is_closed_leaves_nothing(checkpoint: Path) -> None:
    steps = conversion(checkpoint)
    for _ in range(4):
        next(steps)
    steps.close()
    assert not list(folders.cache().rglob("*.part"))


def test_no_room(checkpoint: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(legacy_pickle, "free_bytes", lambda path: 1000)
    with pytest.raises(DiskFull) as caught:
        safe_copy(checkpoint)
    assert caught.value.free == 1000
    assert caught.value.needed > 8000
    assert streams.free_bytes(checkpoint) > 1000
    assert not list(folders.cache().rglob("*.safetensors"))


def test_memory_stays_small_whatever_the_file_has(tmp_path: Path) -> None:
    path = tmp_path / "big.ckpt"
    torch.save({"a": torch.zeros(2**24), "b": torch.zeros(2**24)}, path)  # 128 MB
    code = (
        "import resource, sys\n"
        "from core.files.models import legacy_pickle\n"
        "most = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024\n"
        "before = most()\n"
        "legacy_pickle.safe_copy(sys.argv[1])\n"
        "print(most() - before)"
    )
    root = Path(__file__).parents[4]
    shown = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    assert int(shown.stdout) < 48  # MB


class Fake:
    """A pool whose jail is not to be trusted."""

    def __init__(self, entries: Any) -> None:
        self.entries = entries

    def ask(self, question: Question, file: BinaryIO, path: str) -> Message:
        return Message({"tensors": self.entries})


GOOD = ["w", "F32", [2, 3], None, 100, None]


def changed(**parts: Any) -> list[Any]:
    places = {"name": 0, "dtype": 1, "shape": 2, "stride": 3, "begin": 4, "crc": 5}
    entry = list(GOOD)
    for name, value in parts.items():
        entry[places[name]] = value
    return entry


@pytest.mark.parametrize(
    "entries",
    [
        None,
        [],
        {},
        [[]],
        ["abcdef"],
        [GOOD, GOOD],
        [changed(name=5)],
        [changed(name="a" * 1000)],
        [changed(dtype="F99")],
        [changed(dtype=["F32"])],
        [changed(shape=[-1])],
        [changed(shape=["2"])],
        [changed(shape=[True])],
        [changed(shape=5)],
        [changed(shape=[1] * 9)],
        [changed(stride=[1])],
        [changed(stride=[0, 0])],
        [changed(stride=[-3, 1])],
        [changed(stride=[1, 0])],
        [changed(begin=-1)],
        [changed(begin=None)],
        [changed(begin=2**70)],
        [changed(crc="x")],
    ],
)
def test_an_answer_that_does_not_add_up(
    checkpoint: Path, monkeypatch: pytest.MonkeyPatch, entries: Any
) -> None:
    monkeypatch.setattr(legacy_pickle, "_POOL", Fake(entries))
    with pytest.raises(ReaderStopped, match="garbage"):
        safe_copy(checkpoint)
    assert not list(folders.cache().rglob("*.safetensors"))


@pytest.mark.parametrize(
    "entry", [changed(begin=10**9), changed(shape=[10**9]), changed(stride=[10**9, 1])]
)
def test_a_place_outside_the_file(
    checkpoint: Path, monkeypatch: pytest.MonkeyPatch, entry: list[Any]
) -> None:
    monkeypatch.setattr(legacy_pickle, "_POOL", Fake([entry]))
    with pytest.raises(legacy_pickle.WeightsTruncated):
        safe_copy(checkpoint)


def test_too_much_of_the_same(checkpoint: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    size = checkpoint.stat().st_size // 4 - 100
    entries = [[f"w{i}", "F32", [size], None, 100, None] for i in range(3)]
    monkeypatch.setattr(legacy_pickle, "_POOL", Fake(entries))
    with pytest.raises(WeightsRefused, match="larger than the file"):
        safe_copy(checkpoint)


def test_a_refusal_comes_before_the_long_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hashes.store, "sha256_steps", None)
    (tmp_path / "a.ckpt").write_bytes(b"\x80\x02cos\nsystem\n.")
    started = time.monotonic()
    with pytest.raises(WeightsRefused, match=r"os\.system"):
        safe_copy(tmp_path / "a.ckpt")
    assert time.monotonic() - started < 20
