"""The whole library: what changes when folders and files do, and what is read again."""

import os
import shutil
from pathlib import Path

import pytest

from core.files import folders
from core.files.catalogue import folder_list, index, scan
from core.files.models import hashes, predictions
from tests.support.single_weights import EMBEDDING, LORA, VAE, model, write


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    """A folder with a model, a LoRA and something broken, on the list."""
    root = tmp_path / "disk"
    write(root / "one.safetensors", model("sd1"))
    write(root / "deep/two.safetensors", LORA)
    (root / "broken.ckpt").write_bytes(b"nothing")
    folder_list.add(root)
    return root


@pytest.fixture
def read(monkeypatch):
    """The paths that were read since."""
    seen = []
    real = scan.entry_of
    monkeypatch.setattr(scan, "entry_of", lambda c: (seen.append(c.path.name), real(c))[1])
    return seen


def test_all_is_found_and_broken_files_are_not_hidden(disk, names, look):
    mine = write(folders.models() / "mine.safetensors", EMBEDDING)
    assert names() == {"broken": "other", "mine": "embedding", "one": "model", "two": "lora"}
    assert {e.path for e in look().entries if e.folder == str(folders.models())} == {str(mine)}
    (broken,) = [entry for entry in look().entries if entry.name == "broken"]
    assert broken.problem is not None


def test_nothing_is_read_twice_unless_it_changed(disk, look, read):
    look()
    assert sorted(read) == ["broken.ckpt", "one.safetensors", "two.safetensors"]
    read.clear()
    before = look()
    assert read == []
    (disk / "one.json").write_text('{"activation text": "word"}')
    after = look()
    assert read == ["one.safetensors"]
    assert before != after
    assert index.load() == after


def test_a_file_that_is_taken_out_goes_and_a_disk_that_is_away_stays(disk, look, read):
    look()
    (disk / "broken.ckpt").unlink()
    assert len(look().entries) == 2
    disk.rename(disk.with_name("away"))
    away = look()
    assert {(entry.name, entry.is_there) for entry in away.entries} == {
        ("one", False),
        ("two", False),
    }
    assert [state.is_there for state in away.folders if state.path == str(disk)] == [False]
    assert str(disk) in away.awaited
    read.clear()
    disk.with_name("away").rename(disk)
    assert all(entry.is_there for entry in look().entries)
    assert len(look().entries) == 2


def test_a_place_of_a_list_that_is_away_keeps_its_entries_only(tmp_path, look):
    write(tmp_path / "a/x.safetensors", LORA)
    write(tmp_path / "b/y.safetensors", VAE)
    paths = tmp_path / "extra_model_paths.yaml"
    paths.write_text(f"s:\n  base_path: {tmp_path}\n  loras: a\n  vae: b\n")
    folder_list.add(paths)
    assert {entry.name: entry.kind for entry in look().entries} == {"x": "lora", "y": "vae"}
    shutil.move(tmp_path / "b", tmp_path / "c")
    assert {entry.name: entry.is_there for entry in look().entries} == {"x": True, "y": False}
    (state,) = [state for state in look().folders if state.path == str(paths)]
    assert state.is_there
    assert state.problem.error().path == str(tmp_path / "b")


def test_an_empty_folder_where_a_disk_was_is_a_disk_that_is_away(disk, look, monkeypatch):
    mounted = {str(disk)}
    monkeypatch.setattr(os.path, "ismount", lambda path: str(path) in mounted)
    assert all(entry.is_there for entry in look().entries)
    mounted.clear()
    kept = disk.with_name("kept")
    disk.rename(kept)
    disk.mkdir()
    assert not any(entry.is_there for entry in look().entries)
    assert not any(entry.is_there for entry in look().entries)  # and stays so
    disk.rmdir()
    kept.rename(disk)
    mounted.add(str(disk))
    assert all(entry.is_there for entry in look().entries)


def test_a_folder_that_is_taken_off_the_list_takes_its_entries_along(disk, look):
    look()
    folder_list.remove(disk)
    assert look().entries == ()
    assert (disk / "one.safetensors").exists()


def test_two_folders_that_hold_one_file_show_it_once(disk, look):
    folder_list.add(disk / "deep")
    assert [entry.name for entry in look().entries] == ["broken", "one", "two"]


def test_a_hash_that_is_known_is_shown(disk, look):
    assert {entry.sha256 for entry in look().entries} == {""}
    digest = hashes.file_hash(disk / "one.safetensors")
    (one,) = [entry for entry in look().entries if entry.name == "one"]
    assert (one.sha256, one.autov2) == (digest, digest[:10])


def test_what_a_try_has_shown_is_taken_over(disk, look, read):
    look()
    predictions.remember_probe(disk / "one.safetensors", "v")
    read.clear()
    (one,) = [entry for entry in look().entries if entry.name == "one"]
    assert read == ["one.safetensors"]
    assert (one.model.prediction, one.model.basis) == ("v", "probe")


def test_it_says_how_far_it_is(disk):
    states = list(scan.scan())
    assert [(state.done, state.total) for state in states] == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert [(state.done, state.total) for state in scan.scan()] == [(3, 3)]


def test_of_a_thousand_files_none_is_read_a_second_time(tmp_path, look, read):
    kinds = [model("sd1"), model("sdxl"), LORA, EMBEDDING, VAE]
    for number in range(1000):
        write(tmp_path / f"many/{number % 7}/m{number}.safetensors", kinds[number % 5])
    folder_list.add(tmp_path / "many")
    assert len(look().entries) == 1000
    read.clear()
    assert len(look().entries) == 1000
    assert read == []


@pytest.mark.parametrize("place", ["/no\0name", "/nowhere/at/all", "", "~nobody", "/etc/hostname"])
def test_lines_that_lead_nowhere_spoil_nothing(disk, look, place):
    folder_list.add(place)
    assert len(look().entries) >= 3


def test_a_long_look_that_is_broken_off_is_not_lost(disk, look, read, monkeypatch):
    look()
    (disk / "one.safetensors").unlink()
    for name in ("x", "y", "z"):
        write(disk / f"{name}.safetensors", LORA)
    monkeypatch.setattr(scan, "KEEP_SECONDS", -1.0)
    steps = scan.scan()
    for _ in range(3):
        next(steps)
    steps.close()  # the window was closed meanwhile
    kept = {entry.name for entry in index.load().entries}
    assert kept >= {"x", "y", "broken", "two"}
    read.clear()
    assert {entry.name for entry in look().entries} == {"broken", "two", "x", "y", "z"}
    assert "x.safetensors" not in read
