"""The model picker: what each entry says, folders that are away, another folder."""

import dataclasses

import pytest
from PySide6.QtCore import Qt

from core.files.catalogue import folder_list
from desktop.panels.model_section import DOWNLOAD, FILE, FOLDER, ModelSection
from desktop.state.models_state import ModelsState


@pytest.fixture
def section(qtbot, models):
    made = ModelSection(models)
    qtbot.addWidget(made)
    return made


def texts(section):
    picker = section.picker
    return [picker.itemText(row) for row in range(picker.count()) if picker.itemText(row)]


def test_a_model_tells_how_many_things_it_knows(section, models):
    starter = dataclasses.replace(models.current, title="Starter", things=80)
    models.models = (starter,)
    models.current = starter
    assert section.picker.currentText() == "Starter · knows 80 things"


def test_without_a_list_of_things_it_tells_words_or_size(section):
    assert "tiny · knows 3 words" in texts(section)
    assert "other · SD 1 · 1 MB" in texts(section)


def test_choosing_and_asking_for_another_folder(section, models, qtbot):
    picker = section.picker
    picker.activated.emit(picker.findData(models.models[-1].path))
    assert models.current == models.models[-1]
    for key, signal in (
        (FOLDER, section.folder_asked),
        (FILE, section.file_asked),
        (DOWNLOAD, section.download_asked),
    ):
        with qtbot.waitSignal(signal):
            picker.activated.emit(picker.findData(key))
    assert picker.currentData() == models.current.path
    assert models.current.path in picker.toolTip()


def test_a_remembered_folder_that_is_away_is_seen_and_cannot_be_chosen(section, models, tmp_path):
    away, broken = tmp_path / "away", tmp_path / "<b>broken"
    broken.mkdir()
    (broken / "model_index.json").write_text('{"_class_name": "FluxPipeline"}')
    folder_list.add(away)
    folder_list.add(broken)
    models.load(models.current.path)
    picker = section.picker
    row = picker.findText("away · not there")
    assert row >= 0
    assert not picker.model().item(row).isEnabled()
    assert picker.model().item(picker.findText("tiny · knows 3 words")).isEnabled()
    row = picker.findText("<b>broken · cannot be used")
    tip = picker.itemData(row, Qt.ItemDataRole.ToolTipRole)
    assert "&lt;b&gt;broken" in tip
    away.mkdir()
    models.forget(str(broken))
    assert picker.findText("<b>broken · cannot be used") == -1


def test_without_any_model_it_says_so(qtbot):
    section = ModelSection(ModelsState())
    qtbot.addWidget(section)
    assert section.picker.currentIndex() == -1
    assert section.picker.placeholderText() == "No model yet"
    assert "no model yet" in section.picker.toolTip()
    assert texts(section) == [
        "Open a model file…",
        "Open a model folder…",
        "Download a model…",
    ]
