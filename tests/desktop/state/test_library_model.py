"""Entries as rows."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from desktop.state.library_model import LibraryModel, LibraryRole
from tests.support.library_entries import USUAL, catalogue, entry


@pytest.fixture
def model(qapp):
    made = LibraryModel()
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Warning)
    made.show(catalogue(*USUAL))
    return made


def test_each_row_is_an_entry_with_a_name_that_is_heard(model):
    row = model.row_of("/models/two.safetensors")
    assert model.rowCount() == 5
    assert model.index(row).data(LibraryRole.ENTRY).name == "two"
    assert model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) == "two · SDXL"
    assert model.index(0).data(Qt.ItemDataRole.DecorationRole) is None
    assert model.row_of("/none") == -1


def test_what_is_learnt_of_the_same_entries_moves_no_row(qtbot, model):
    resets = []
    model.modelReset.connect(lambda: resets.append(1))
    with qtbot.waitSignal(model.dataChanged):
        model.show(catalogue(*(replace(e, sha256="1") for e in USUAL)))
    assert resets == []
    model.show(catalogue(*USUAL[:2]))
    assert resets == [1]
    assert model.rowCount() == 2


def test_which_one_draws_and_which_are_there_twice(model):
    model.set_in_use("/models/one.safetensors")
    rows = [model.index(row) for row in range(model.rowCount())]
    assert [
        index.data(LibraryRole.ENTRY).name for index in rows if index.data(LibraryRole.IN_USE)
    ] == ["one"]
    assert not any(index.data(LibraryRole.TWINS) for index in rows)
    copy = entry("/copy/soft.safetensors")
    model.show(catalogue(*USUAL, copy))
    assert len(model.groups) == 1
    assert model.index(model.row_of(copy.path)).data(LibraryRole.TWINS) == model.groups[0]
    assert model.twins_of(copy.path) == model.groups[0]
