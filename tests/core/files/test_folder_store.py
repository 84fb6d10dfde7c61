"""Folders that appear whole, their manifests, and the janitor. Faults are in test_fault_loop.py."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest

from core.contract.errors import FileAlreadyThere, FileMissing, FileUnreadable, NotWritable
from core.files import folder_store, store

DEAD = 2**22 + 1  # above the largest pid there is


def commit(final: Path, text: str, *, overwrite: bool = False) -> None:
    tmp = folder_store.new_folder(final)
    store.make_folder(tmp / "unet")
    store.write_text(tmp / "unet" / "w.safetensors", text)
    folder_store.commit_folder(tmp, final, manifest={"step": 5}, overwrite=overwrite)


def test_commit_and_verify(tmp_path: Path) -> None:
    commit(tmp_path / "step-5", "weights")
    assert [p.name for p in tmp_path.iterdir()] == ["step-5"]
    manifest = folder_store.verify_folder(tmp_path / "step-5")
    assert manifest["step"] == 5
    assert manifest["files"]["unet/w.safetensors"]["size"] == 7
    assert folder_store.read_manifest(tmp_path / "step-5") == manifest


def test_commit_without_manifest(tmp_path: Path) -> None:
    tmp = folder_store.new_folder(tmp_path / "result")
    store.write_text(tmp / "a", "x")
    folder_store.commit_folder(tmp, tmp_path / "result")
    assert [p.name for p in (tmp_path / "result").iterdir()] == ["a"]


@pytest.mark.parametrize("damage", ["cut", "flip", "lose"])
def test_damage_is_found_and_the_next_commit_sets_it_aside(tmp_path: Path, damage: str) -> None:
    final = tmp_path / "step-5"
    commit(final, "weights")
    file = final / "unet" / "w.safetensors"
    if damage == "lose":
        file.unlink()
    else:
        file.write_text("weight" if damage == "cut" else "weightZ")
    with pytest.raises(FileMissing if damage == "lose" else FileUnreadable) as caught:
        folder_store.verify_folder(final)
    assert caught.value.data()["path"] == str(file)
    commit(final, "better")
    assert folder_store.verify_folder(final)
    assert len([p for p in tmp_path.iterdir() if p.name.startswith("step-5.broken-")]) == 1


def test_without_a_manifest_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "result").mkdir()
    (tmp_path / "result" / "mine.txt").write_text("mine")
    tmp = folder_store.new_folder(tmp_path / "result")
    with pytest.raises(FileAlreadyThere):
        folder_store.commit_folder(tmp, tmp_path / "result")
    assert (tmp_path / "result" / "mine.txt").read_text() == "mine"


def test_a_good_one_is_not_replaced_unless_asked(tmp_path: Path) -> None:
    final = tmp_path / "step-5"
    commit(final, "weights")
    with pytest.raises(FileAlreadyThere):
        commit(final, "other")
    commit(final, "other", overwrite=True)
    assert (final / "unet" / "w.safetensors").read_text() == "other"
    assert [p.name for p in tmp_path.iterdir() if p.suffix == ".old"] == []


@pytest.mark.parametrize(
    "manifest",
    [
        "",
        "[]",
        "{}",
        '{"files": []}',
        "[" * 100_000,
        " " * 2**21,
        '{"files": {"../x": {"size": 1, "sha256": ""}}}',
        '{"files": {"/etc/passwd": {"size": 1, "sha256": ""}}}',
        '{"files": {"a": 3}}',
    ],
)
def test_manifests_that_lie(tmp_path: Path, manifest: str) -> None:
    (tmp_path / "x").write_text("y")
    final = tmp_path / "step"
    final.mkdir()
    (final / "manifest.json").write_text(manifest)
    with pytest.raises(FileUnreadable):
        folder_store.verify_folder(final)


def test_no_manifest(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        folder_store.verify_folder(tmp_path)


def test_remove_folder(tmp_path: Path) -> None:
    commit(tmp_path / "a", "x")
    folder_store.remove_folder(tmp_path / "a")
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(FileMissing):
        folder_store.remove_folder(tmp_path / "a")


def test_remove_folder_follows_no_link(tmp_path: Path) -> None:
    commit(tmp_path / "kept", "x")
    commit(tmp_path / "a", "x")
    (tmp_path / "a" / "link").symlink_to(tmp_path / "kept")
    (tmp_path / "outer").symlink_to(tmp_path / "kept")
    folder_store.remove_folder(tmp_path / "a")
    with pytest.raises(FileMissing):
        folder_store.remove_folder(tmp_path / "outer")
    assert folder_store.verify_folder(tmp_path / "kept")


def test_the_janitor_takes_only_what_is_ours_and_forgotten(tmp_path: Path) -> None:
    own = os.getpid()
    kept = [
        f".a.png.{own}.0123abcd.part",  # its writer lives
        ".a.png.part",
        f"a.png.{DEAD}.0123abcd.part",
        f".a.png.{DEAD}.0123ABCD.part",
        f".a.png.{DEAD}.0123abcd.tmp",
        f".{DEAD}.0123abcd.part",
        ".other.1.swp",
        "a.png",
    ]
    gone = [f".a.png.{DEAD}.0123abcd.part", f".b.{own}.89abcdef.part", f".é\n.{DEAD}.00000000.part"]
    for name in kept + gone:
        (tmp_path / name).write_bytes(b"x")
    folder = tmp_path / f".step-5.{DEAD}.0123abcd.part"
    (folder / "unet").mkdir(parents=True)
    (folder / "unet" / "w").write_bytes(b"x")
    yesterday = time.time() - 25 * 3600
    os.utime(tmp_path / gone[1], (yesterday, yesterday))
    removed = folder_store.clean_stale(tmp_path)
    assert sorted(p.name for p in removed) == sorted([*gone, folder.name])
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(kept)


def test_the_janitor_gives_a_folder_its_name_back(tmp_path: Path) -> None:
    old = tmp_path / f".result.{DEAD}.0123abcd.old"
    old.mkdir()
    (old / "w").write_bytes(b"x")
    assert folder_store.clean_stale(tmp_path) == ()
    assert (tmp_path / "result" / "w").read_bytes() == b"x"


def test_the_janitor_in_a_folder_that_is_none(tmp_path: Path) -> None:
    assert folder_store.clean_stale(tmp_path / "nowhere") == ()


def test_the_manifest_is_plain_json(tmp_path: Path) -> None:
    commit(tmp_path / "a", "x")
    assert json.loads((tmp_path / "a" / "manifest.json").read_text())["step"] == 5


def test_folder_of_replaces_only_when_all_went_well(tmp_path: Path) -> None:
    final = tmp_path / "result"
    with folder_store.folder_of(final) as tmp:
        (tmp / "a").write_text("1")

    def fail() -> None:
        with folder_store.folder_of(final, overwrite=True) as tmp:
            (tmp / "a").write_text("2")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert [p.name for p in tmp_path.iterdir()] == ["result"]
    assert (final / "a").read_text() == "1"


def test_a_scratch_folder_stays_only_where_it_was_committed(tmp_path: Path) -> None:
    final = tmp_path / "report"
    with folder_store.scratch_folder(final) as tmp:
        store.write_text(tmp / "a", "1")
    assert list(tmp_path.iterdir()) == []
    with folder_store.scratch_folder(final) as tmp:
        store.write_text(tmp / "a", "1")
        folder_store.commit_folder(tmp, final)
    assert [path.name for path in tmp_path.iterdir()] == ["report"]


def test_what_went_wrong_is_told_also_where_nothing_can_be_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> None:
        raise NotWritable(str(path), "read-only")

    monkeypatch.setattr(folder_store, "remove_folder", refuse)
    with pytest.raises(ZeroDivisionError), folder_store.folder_of(tmp_path / "model"):
        raise ZeroDivisionError
