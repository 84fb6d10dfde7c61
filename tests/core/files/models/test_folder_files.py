"""JSON and text of a model folder: only inside it, only regular files, only up to a limit."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from core.contract.errors import ConfigInvalid, FileUnreadable, ModelIncomplete
from core.files.models.folder_files import inside, pickled_files, read_json, read_text, weight_files


@pytest.mark.parametrize(
    "name", ["../x", "/etc/passwd", "unet/../../x", "", ".", "unet//x", "a\\..\\x", "unet/./x"]
)
def test_names_that_lead_out(tmp_path: Path, name: str) -> None:
    (tmp_path / "model").mkdir()
    with pytest.raises(FileUnreadable):
        inside(tmp_path / "model", name)


def test_links_must_stay_inside(tmp_path: Path) -> None:
    model = tmp_path / "model"
    (model / "unet").mkdir(parents=True)
    (tmp_path / "secret.json").write_text('{"a": 1}')
    (model / "real.json").write_text('{"a": 2}')
    (model / "unet" / "out.json").symlink_to(tmp_path / "secret.json")
    (model / "unet" / "in.json").symlink_to("../real.json")
    (model / "unet" / "loop.json").symlink_to("loop.json")
    (model / "vae").symlink_to(tmp_path)
    assert read_json(model, "unet/in.json") == {"a": 2}
    for name in ("unet/out.json", "vae/secret.json", "unet/loop.json"):
        with pytest.raises(FileUnreadable):
            read_json(model, name)


def test_a_folder_reached_by_a_link_is_fine(tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "a.json").write_text("{}")
    (tmp_path / "link").symlink_to("model")
    assert read_json(tmp_path / "link", "a.json") == {}


def test_the_hub_cache_may_link_to_its_own_blobs_only(tmp_path: Path) -> None:
    for repo in ("models--a--b", "models--c--d"):
        (tmp_path / repo / "snapshots" / "abc").mkdir(parents=True)
        (tmp_path / repo / "blobs").mkdir()
        (tmp_path / repo / "blobs" / "1").write_text(json.dumps({"of": repo}))
    folder = tmp_path / "models--a--b" / "snapshots" / "abc"
    (folder / "own.json").symlink_to("../../blobs/1")
    (folder / "other.json").symlink_to("../../../models--c--d/blobs/1")
    assert read_json(folder, "own.json") == {"of": "models--a--b"}
    with pytest.raises(FileUnreadable):
        read_json(folder, "other.json")


@pytest.mark.parametrize(
    "raw", [b"", b"[]", b"3", b"{", b'{"a": "\xff"}', b"[" * 100_000, b"{}" + b" " * 2**20]
)
def test_what_is_no_small_json_object(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "a.json").write_bytes(raw)
    with pytest.raises(ConfigInvalid) as caught:
        read_json(tmp_path, "a.json")
    assert caught.value.path == str(tmp_path / "a.json")


def test_missing_and_odd(tmp_path: Path) -> None:
    with pytest.raises(ModelIncomplete) as caught:
        read_json(tmp_path, "unet/config.json")
    assert (caught.value.path, caught.value.missing) == (str(tmp_path), "unet/config.json")
    (tmp_path / "a.json").mkdir()
    with pytest.raises(FileUnreadable):
        read_json(tmp_path, "a.json")
    (tmp_path / "b.json").write_bytes(b"\xef\xbb\xbf" + json.dumps({"ü": 1}).encode())
    assert read_json(tmp_path, "b.json") == {"ü": 1}


def test_the_limit_is_exact(tmp_path: Path) -> None:
    for read in (read_text, read_json):
        (tmp_path / "a.json").write_text("{}" + " " * 98)
        assert read(tmp_path, "a.json", 100) in ({}, "{}" + " " * 98)
        with pytest.raises(ConfigInvalid, match="at most 99"):
            read(tmp_path, "a.json", 99)


def test_bytes_that_are_no_text_are_told_as_such(tmp_path: Path) -> None:
    (tmp_path / "merges.txt").write_bytes(b"a b\n\xff")
    with pytest.raises(ConfigInvalid, match="UTF-8"):
        read_text(tmp_path, "merges.txt", 100)


@pytest.mark.skipif(os.name != "posix", reason="pipes with names are POSIX")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.json")
    with pytest.raises(FileUnreadable):
        read_json(tmp_path, "pipe.json")


def test_weight_files(tmp_path: Path) -> None:
    for name in ("vae/b.safetensors", "unet/a.safetensors", ".hidden/x.safetensors", "x.bin"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    assert [p.relative_to(tmp_path).as_posix() for p in weight_files(tmp_path)] == [
        "unet/a.safetensors",
        "vae/b.safetensors",
    ]
    (tmp_path / "vae" / "c.safetensors").symlink_to("/etc/passwd")
    with pytest.raises(FileUnreadable):
        weight_files(tmp_path)


def test_pickles_count_in_parts_without_safetensors(tmp_path: Path) -> None:
    for name in ("vae/a.safetensors", "vae/a.bin", "unet/a.bin", "unet/.hidden.bin"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"\x80\x02.")
    assert weight_files(tmp_path) == (tmp_path / "unet/a.bin", tmp_path / "vae/a.safetensors")
    (tmp_path / "vae/a.safetensors").write_bytes(bytes(8) + b"{}")
    assert pickled_files(tmp_path) == (tmp_path / "unet/a.bin",)
    assert pickled_files(tmp_path / "unet/a.bin") == (tmp_path / "unet/a.bin",)
    assert pickled_files(tmp_path / "vae/a.safetensors") == ()
