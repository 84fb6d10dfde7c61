"""The library of the window, with its real helper processes."""

import hashlib
import shutil
import sys

import pytest

from core.contract.errors import NotWritable
from core.files import trash
from core.files.catalogue import folder_list
from desktop.state.library_state import LibraryState
from tests.support.single_weights import LORA, write


@pytest.fixture
def library(qtbot, own_folders):
    state = LibraryState()
    yield state
    state.shutdown()


@pytest.fixture
def disk(tmp_path):
    write(tmp_path / "disk/a.safetensors", LORA)
    write(tmp_path / "disk/b.safetensors", LORA)
    return tmp_path / "disk"


def looked(qtbot, library):
    with qtbot.waitSignal(library.catalogue_changed, timeout=20_000):
        if library.progress is None:
            library.look()


def names(library):
    return [entry.name for entry in library.catalogue.entries]


def test_folders_come_and_go_and_the_next_start_knows_them(qtbot, library, disk):
    with qtbot.waitSignal(library.catalogue_changed, timeout=20_000):
        library.add(str(disk))
        library.look()  # meanwhile: once more afterwards
    assert names(library) == ["a", "b", "starter"]
    assert str(disk) in library.watch.watched()
    again = LibraryState()
    with qtbot.waitSignal(again.catalogue_changed, timeout=5000):
        again.load()
    assert names(again) == names(library)
    qtbot.waitUntil(lambda: library.progress is None, timeout=20_000)
    library.remove(str(disk))
    qtbot.waitUntil(lambda: names(library) == ["starter"], timeout=20_000)


def test_a_new_file_is_noticed(qtbot, library, disk):
    folder_list.add(disk)
    looked(qtbot, library)
    with qtbot.waitSignal(library.catalogue_changed, timeout=20_000):
        write(disk / "c.safetensors", LORA)
    assert names(library) == ["a", "b", "c", "starter"]


def test_hashes_are_worked_out_one_after_another(qtbot, library, disk):
    folder_list.add(disk)
    looked(qtbot, library)
    (disk / "b.safetensors").unlink()  # cannot be read any more
    library.watch.watch([])
    one, two, _starter = library.catalogue.entries
    library.hash([one, two])
    library.hash([one])
    assert library.hashing == (one.path, two.path)
    qtbot.waitUntil(lambda: library.hashing == (), timeout=20_000)
    digest = hashlib.sha256((disk / "a.safetensors").read_bytes()).hexdigest()
    assert library.entry(one.path).sha256 == digest
    assert library.entry(two.path).sha256 == ""
    library.hash(library.catalogue.entries[:1])  # known
    assert library.hashing == ()


def test_the_trash(qtbot, library, disk, monkeypatch):
    folder_list.add(disk)
    looked(qtbot, library)
    monkeypatch.setattr(
        trash, "move_to_trash", lambda path: shutil.move(path, disk.parent) and None
    )
    one = library.catalogue.entries[0]
    with qtbot.waitSignal(library.trashed, timeout=5000):
        library.to_trash(one)
    assert names(library) == ["b", "starter"]

    def refuse(path):
        raise NotWritable(path, "no trash here")

    monkeypatch.setattr(trash, "move_to_trash", refuse)
    with qtbot.waitSignal(library.refused, timeout=5000) as told:
        library.to_trash(library.catalogue.entries[0])
    assert told.args[1].reason == "no trash here"
    assert "b" in names(library)


def test_the_last_picture_drawn_is_shown_where_there_is_no_other(qtbot, library, disk):
    folder_list.add(disk)
    looked(qtbot, library)
    one = library.catalogue.entries[0]
    assert library.picture(one) == ""
    library.drawn_with(one.path, "/pictures/x.png")
    library.drawn_with("/no/such/model", "/pictures/y.png")
    assert library.picture(one) == "/pictures/x.png"
    library.write_note(one, "mine")
    assert LibraryState().remarks.of(one).note == "mine"


@pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="its trash is its own")
def test_a_file_that_was_on_the_list_by_itself_is_on_it_again(qtbot, library, disk, own_trash):
    file = str(disk / "a.safetensors")
    folder_list.add(file)
    looked(qtbot, library)
    with qtbot.waitSignal(library.trashed, timeout=5000) as told:
        library.to_trash(library.entry(file))
    assert file not in folder_list.read()
    with qtbot.waitSignal(library.restored, timeout=5000):
        library.put_back(*told.args)
    assert file in folder_list.read()
    assert library.entry(file) is not None
    told.args[1].note.parent.mkdir(exist_ok=True)
    with qtbot.waitSignal(library.not_restored, timeout=5000):
        library.put_back(*told.args)  # it is not in the trash any more
