"""Notes and last pictures, kept in our own file."""

import pytest

from core.contract.errors import ReverieError
from core.files import folders, store
from core.files.catalogue.entry import Entry
from core.files.catalogue.remarks import FILE, NOTE_MAX, Remarks


def entry(path) -> Entry:
    return Entry(str(path), "lora", "a", str(path.parent), 5, "", "1:2")


def test_a_note_is_there_at_the_next_start_and_nothing_lies_beside_the_file(tmp_path):
    one = tmp_path / "disk/a.safetensors"
    one.parent.mkdir()
    one.write_bytes(b"x")
    remarks = Remarks()
    remarks.write(entry(one), "good for <b>faces</b>\n0.7")
    remarks.drawn_with(entry(one), "/pictures/x.png")
    found = Remarks().of(entry(one))
    assert (found.note, found.picture) == ("good for <b>faces</b>\n0.7", "/pictures/x.png")
    assert [path.name for path in one.parent.iterdir()] == ["a.safetensors"]


def test_a_note_follows_a_file_that_was_moved_but_not_a_copy(tmp_path):
    one, two = tmp_path / "a.safetensors", tmp_path / "b/a.safetensors"
    one.write_bytes(b"x")
    Remarks().write(entry(one), "mine")
    assert Remarks().of(entry(two)).note == ""
    one.unlink()
    assert Remarks().of(entry(two)).note == "mine"


def test_an_empty_note_is_none(tmp_path):
    remarks = Remarks()
    remarks.write(entry(tmp_path / "a"), "x" * (NOTE_MAX + 5))
    assert len(remarks.of(entry(tmp_path / "a")).note) == NOTE_MAX
    remarks.write(entry(tmp_path / "a"), "")
    assert Remarks().of(entry(tmp_path / "a")).note == ""


def test_a_disk_that_takes_nothing_is_told_and_changes_nothing(tmp_path, monkeypatch):
    remarks = Remarks()
    remarks.write(entry(tmp_path / "a"), "old")

    def full(*_arguments, **_more):
        from core.contract.errors import DiskFull

        raise DiskFull("/", 1, 0)

    monkeypatch.setattr(store, "write_json", full)
    with pytest.raises(ReverieError):
        remarks.write(entry(tmp_path / "a"), "new")
    assert remarks.of(entry(tmp_path / "a")).note == "old"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"remarks": [7]}'])
def test_nonsense_is_no_remark(tmp_path, text):
    folders.config().mkdir(parents=True)
    (folders.config() / FILE).write_text(text)
    assert Remarks().of(entry(tmp_path / "a")).note == ""


@pytest.mark.parametrize("kept", ["{", '{"remarks": [], "of a newer version": 1}'])
def test_notes_that_cannot_be_read_are_kept_beside_those_that_come_now(tmp_path, kept):
    store.make_folder(folders.config())
    place = folders.config() / FILE
    place.write_text(kept)
    remarks = Remarks()
    remarks.drawn_with(entry(tmp_path / "a"), "/pictures/x.png")
    assert place.with_name(f"{FILE}.damaged").read_text() == kept
    remarks.write(entry(tmp_path / "a"), "mine")
    assert place.with_name(f"{FILE}.damaged").read_text() == kept
    assert Remarks().of(entry(tmp_path / "a")).note == "mine"


def test_a_note_that_moved_along_can_be_taken_away(tmp_path):
    one, two = tmp_path / "a.safetensors", tmp_path / "b/a.safetensors"
    one.write_bytes(b"x")
    Remarks().write(entry(one), "mine")
    one.unlink()
    assert Remarks().of(entry(two)).note == "mine"
    Remarks().write(entry(two), "")
    assert Remarks().of(entry(two)).note == ""
