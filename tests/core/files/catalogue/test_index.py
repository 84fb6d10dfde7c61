"""What is kept from one start to the next."""

import pytest

from core.files import folders, store
from core.files.catalogue import index
from core.files.catalogue.entry import Card, Entry
from core.files.catalogue.index import Catalogue, FolderState

ENTRY = Entry(
    "/m/\udcff.ckpt", "lora", "a", "/m", 5, "s", "1:2", family="sdxl", card=Card(tags=("x",))
)


def test_it_comes_back_as_it_was():
    kept = Catalogue((ENTRY,), (FolderState("/m", is_mount=True),), ("/m",), ("/n",))
    index.save(kept)
    assert index.load() == kept


def test_it_is_read_anew_only_where_it_changed(monkeypatch):
    read = []
    real = index.codec.from_json
    monkeypatch.setattr(index.codec, "from_json", lambda *a: read.append(1) or real(*a))
    index.save(Catalogue((ENTRY,)))
    assert index.load() is index.load()
    assert len(read) == 1
    index.save(Catalogue())
    assert index.load() == Catalogue()
    assert len(read) == 2


@pytest.mark.parametrize("text", ["", "{", "[]", '{"version": 2, "entries": [5]}', "[" * 99_999])
def test_nonsense_is_an_empty_one(text):
    folders.state().mkdir(parents=True)
    (folders.state() / index.FILE).write_text(text)
    assert index.load() == Catalogue()


def test_one_of_another_version_is_found_anew(monkeypatch):
    index.save(Catalogue((ENTRY,)))
    monkeypatch.setattr(index, "VERSION", index.VERSION + 1)
    assert index.load() == Catalogue()


def test_a_disk_that_takes_nothing_bothers_nobody(monkeypatch):
    def full(*_arguments, **_more):
        from core.contract.errors import DiskFull

        raise DiskFull("/", 1, 0)

    monkeypatch.setattr(store, "write_json", full)
    index.save(Catalogue((ENTRY,)))
    assert index.load() == Catalogue()
