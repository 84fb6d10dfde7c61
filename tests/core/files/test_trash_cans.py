"""Which thing in a trash is the one that was thrown away."""

import os
import sys

import pytest

from core.files import trash_cans
from core.files.trash_cans import find_again

pytestmark = pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="its trash is its own")


def moved(place, can, name):
    """As a trash does it: renamed, under a name that was free."""
    (can / "files").mkdir(parents=True, exist_ok=True)
    before = os.lstat(place)
    place.rename(can / "files" / name)
    return before


def test_it_is_told_by_its_inode_whatever_the_trash_calls_it(tmp_path, own_trash):
    place = tmp_path / "a.safetensors"
    place.write_bytes(b"1")
    moved(place, own_trash, "a.safetensors")
    place.write_bytes(b"2")
    before = moved(place, own_trash, "a 2.safetensors")
    found = find_again(place, before)
    assert found.kept.read_bytes() == b"2"
    assert found.note == own_trash / "info/a 2.safetensors.trashinfo"


def test_each_disk_has_one_of_its_own(tmp_path, own_trash, monkeypatch):
    disk = tmp_path / "disk"
    place = disk / "deep" / "a"
    place.parent.mkdir(parents=True)
    place.touch()
    monkeypatch.setattr(os.path, "ismount", lambda path: str(path) == str(disk))
    before = moved(place, disk / f".Trash-{os.getuid()}", "a")
    assert find_again(place, before).kept.parent.parent.parent == disk


def test_what_went_elsewhere_is_not_found(tmp_path, own_trash, monkeypatch):
    place = tmp_path / "a"
    place.touch()
    before = moved(place, tmp_path / "elsewhere", "a")
    assert find_again(place, before) is None
    monkeypatch.setattr(trash_cans.sys, "platform", "darwin")
    assert find_again(place, before) is None
