"""The strip's item model."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from desktop.state.results_model import ResultRole, ResultsModel


@pytest.fixture
def folder(tmp_path):
    for age, name in enumerate(["20261101-101010-7.png", "photo.png", "20261103-101010-9.png"]):
        path = tmp_path / name
        path.write_bytes(b"x")
        os.utime(path, (1000 + age, 1000 + age))
    (tmp_path / "notes.txt").write_text("no picture")
    return tmp_path


@pytest.fixture
def model(folder):
    found = ResultsModel()
    QAbstractItemModelTester(found, QAbstractItemModelTester.FailureReportingMode.Fatal, found)
    found.load(folder)
    return found


def names(model):
    paths = (model.index(row).data(ResultRole.PATH) for row in range(model.rowCount()))
    return [path.rpartition("/")[2] for path in paths]


def test_newest_first_and_pictures_only(model):
    assert names(model) == ["20261103-101010-9.png", "photo.png", "20261101-101010-7.png"]
    assert model.index(0).data(ResultRole.SEED) == 9
    assert model.index(1).data(ResultRole.SEED) is None


def test_a_new_one_comes_on_top(model, folder, qtbot):
    with qtbot.waitSignal(model.rowsInserted):
        model.add(folder / "new-3.png", 3)
    assert names(model)[0] == "new-3.png"
    assert model.index(0).data(ResultRole.SEED) == 3


def test_a_folder_that_is_not_there_is_empty(model, tmp_path):
    model.load(tmp_path / "nowhere")
    assert model.rowCount() == 0
    model.load(tmp_path / "notes.txt")
    assert model.rowCount() == 0
    model.load(Path("/no\0name"))
    assert model.rowCount() == 0


def test_what_screen_readers_hear(model):
    text = model.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert text == "Picture 2 of 3: photo.png"
    assert model.index(1).data(Qt.ItemDataRole.ToolTipRole) == "<qt>photo.png</qt>"


def test_a_name_is_never_obeyed(model, folder):
    model.add(folder / "<img src=x>.png")
    assert "<img" not in model.index(0).data(Qt.ItemDataRole.ToolTipRole)


def test_items_can_be_dragged(model):
    assert model.flags(model.index(0)) & Qt.ItemFlag.ItemIsDragEnabled
    assert not model.flags(QModelIndex()) & Qt.ItemFlag.ItemIsDragEnabled
    assert model.roleNames()[int(ResultRole.PATH)].data() == b"path"
