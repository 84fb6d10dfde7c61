"""What is seen, and in which order."""

import pytest

from desktop.state.library_filter import LibraryFilter, Wish
from desktop.state.library_model import LibraryModel, LibraryRole
from tests.support.library_entries import USUAL, catalogue, entry


@pytest.fixture
def seen(qapp):
    """A function: a wish → the names that are seen."""
    model, rows = LibraryModel(), LibraryFilter()
    rows.setSourceModel(model)
    model.show(catalogue(*USUAL, entry("/copy/one.safetensors", "model", bytes=4_000_000_000)))

    def wish(**wishes):
        rows.choose(Wish(**wishes))
        return [rows.index(row, 0).data(LibraryRole.ENTRY).name for row in range(rows.rowCount())]

    wish.model = model
    return wish


def test_everything_by_name(seen):
    assert seen() == ["half", "neg", "one", "one", "soft", "two"]


def test_parts_families_and_folders(seen):
    assert seen(section="model") == ["half", "one", "one", "two"]
    assert seen(section="embedding") == ["neg"]
    assert seen(section="unusable") == ["half"]
    assert seen(section="twins") == ["one", "one"]
    assert seen(family="sdxl") == ["soft", "two"]
    assert seen(folder="/words") == ["neg"]


def test_a_search_finds_names_places_families_and_trigger_words(seen):
    assert seen(text="GLOW") == ["soft"]
    assert seen(text="sdxl two") == ["two"]
    assert seen(text="/words") == ["neg"]
    assert seen(text="<b>light") == ["soft"]
    assert seen(text="nothing of it") == []


def test_orders(seen):
    assert seen(order="newest")[:3] == ["one", "neg", "two"]
    assert seen(order="largest")[:2] == ["two", "one"]
    assert seen(order="family")[:3] == ["one", "soft", "two"]


def test_a_search_among_a_thousand_looks_at_each_once(qapp):
    asked = []

    class Counting(LibraryFilter):
        def filterAcceptsRow(self, row, parent):
            asked.append(row)
            return super().filterAcceptsRow(row, parent)

    model, rows = LibraryModel(), Counting()
    rows.setSourceModel(model)
    model.show(catalogue(*(entry(f"/m/{number:04}.ckpt", "model") for number in range(1000))))
    asked.clear()
    rows.choose(Wish(text="00"))
    assert rows.rowCount() == sum("00" in f"{number:04}" for number in range(1000))
    assert sorted(asked) == list(range(1000))
