"""Model hashes and their cache, which must never give a wrong answer."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from core.contract.errors import FileMissing
from core.files import folders, store
from core.files.models import hashes


def test_folder_hash_is_of_sorted_names_and_contents(make_model: Callable[..., Path]) -> None:
    folder = make_model()
    lines = "".join(
        f"{name} {hashlib.sha256((folder / name).read_bytes()).hexdigest()}\n"
        for name in (
            "text_encoder/model.safetensors",
            "unet/diffusion_pytorch_model.safetensors",
            "vae/diffusion_pytorch_model.safetensors",
        )
    )
    digest = hashlib.sha256(lines.encode()).hexdigest()
    assert hashes.folder_hash(folder) == digest
    (folder / "unet" / "config.json").write_text("{}")
    assert hashes.folder_hash(folder) == digest
    assert hashes.folder_hash(folder.rename(folder.with_name("moved"))) == digest
    moved = folder.with_name("moved")
    (moved / "vae" / "diffusion_pytorch_model.safetensors").write_bytes(b"other")
    assert hashes.folder_hash(moved) != digest


def test_a_variant_beside_the_one_that_is_read_does_not_count(
    make_model: Callable[..., Path],
) -> None:
    folder = make_model()
    before = hashes.model_hash(folder, "float32")
    full = folder / "unet" / "diffusion_pytorch_model.safetensors"
    header = json.dumps({"a": {"dtype": "F16", "shape": [1], "data_offsets": [0, 2]}}).encode()
    half = full.with_name("diffusion_pytorch_model.fp16.safetensors")
    half.write_bytes(len(header).to_bytes(8, "little") + header + b"\0\0")
    full.write_bytes(
        len(header).to_bytes(8, "little") + header.replace(b"F16", b"F32").replace(b" 2]", b" 4]")
        + b"\0\0\0\0"
    )  # fmt: skip
    wide = hashes.model_hash(folder, "float32")
    narrow = hashes.model_hash(folder, "float16")
    assert len({before, wide, narrow}) == 3
    half.unlink()
    assert hashes.model_hash(folder, "float32") == hashes.model_hash(folder, "float16") == wide


def test_no_weights(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        hashes.folder_hash(tmp_path)
    with pytest.raises(FileMissing):
        hashes.file_hash(tmp_path / "none")


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are really read for their hash."""
    seen: list[str] = []
    real = store.sha256_steps

    def watched(path: Path) -> Generator[int, None, str]:
        seen.append(Path(path).name)
        return real(path)

    monkeypatch.setattr(store, "sha256_steps", watched)
    return seen


def test_read_once_until_it_changes(tmp_path: Path, reads: list[str]) -> None:
    path = tmp_path / "w"
    path.write_bytes(b"one")
    assert hashes.file_hash(path) == hashes.file_hash(path) == hashlib.sha256(b"one").hexdigest()
    assert reads == ["w"]
    path.write_bytes(b"two")
    os.utime(path, ns=(1, 1))
    assert hashes.file_hash(path) == hashlib.sha256(b"two").hexdigest()
    other = tmp_path / "x"
    other.write_bytes(b"six")
    os.utime(other, ns=(1, 1))
    other.replace(path)  # same size and time, another inode
    assert hashes.file_hash(path) == hashlib.sha256(b"six").hexdigest()
    assert len(reads) == 3


@pytest.mark.parametrize(
    "damage", ["", "[]", "{", '{"%s": 3}', '{"%s": {"stamp": 1}}', '{"%s": {"sha256": "x"}}']
)
def test_a_damaged_cache_is_as_none(tmp_path: Path, reads: list[str], damage: str) -> None:
    path = tmp_path / "w"
    path.write_bytes(b"one")
    digest = hashes.file_hash(path)
    cache = folders.cache() / hashes.CACHE_FILE
    cache.write_text(damage % path if "%" in damage else damage)
    assert hashes.file_hash(path) == digest
    assert reads == ["w", "w"]
    assert json.loads(cache.read_text())


def test_a_cache_that_cannot_be_written_only_costs_time(
    tmp_path: Path, own_home: Path, reads: list[str]
) -> None:
    (own_home / "cache").write_bytes(b"a file is in the way")
    path = tmp_path / "w"
    path.write_bytes(b"one")
    assert hashes.file_hash(path) == hashes.file_hash(path)
    assert reads == ["w", "w"]


def test_a_file_that_changes_while_it_is_read_is_not_remembered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "w"
    path.write_bytes(b"one")

    def slow(name: Path) -> Generator[int, None, str]:
        path.write_bytes(b"longer")
        yield 6
        return "0" * 64

    monkeypatch.setattr(store, "sha256_steps", slow)
    assert hashes.file_hash(path) == "0" * 64
    monkeypatch.undo()
    assert hashes.file_hash(path) == hashlib.sha256(b"longer").hexdigest()


def test_the_cache_does_not_grow_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hashes, "ENTRIES_MAX", 3)
    for name in "abcde":
        (tmp_path / name).write_bytes(name.encode())
        hashes.file_hash(tmp_path / name)
    cached = json.loads((folders.cache() / hashes.CACHE_FILE).read_text())
    assert [Path(key).name for key in cached] == ["c", "d", "e"]


def test_a_name_that_is_no_unicode_is_remembered_too(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"\xff.safetensors")
    path.write_bytes(b"one")
    assert hashes.file_hash(path) == hashes.file_hash(path)
    assert str(path) in json.loads((folders.cache() / hashes.CACHE_FILE).read_bytes())
