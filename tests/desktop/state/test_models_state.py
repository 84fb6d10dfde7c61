"""Models to choose from, and folders that stay remembered."""

import pytest

from core.contract.errors import ModelIncomplete, ModelNotFound
from desktop.state.models_state import ModelsState


@pytest.fixture
def models():
    return ModelsState()


def test_remembered_folders_are_listed_and_chosen(models, make_model):
    one, two = make_model("one"), make_model("two", words=None)
    models.load([str(one), str(two)], str(two))
    assert {info.name for info in models.models} >= {"one", "two"}
    assert models.current.name == "two"
    models.choose(str(one))
    assert models.current.name == "one"
    assert models.current.words == ("swan", "blue", "a")


def test_a_folder_that_is_away_stays_remembered(models, make_model, tmp_path):
    away = str(tmp_path / "away")
    models.load([away, str(make_model())], away)
    assert models.folders[0] == away
    assert models.current is not None


def test_opening_a_folder_uses_and_remembers_it(models, make_model, qtbot):
    models.load([])
    before = len(models.models)
    with qtbot.waitSignal(models.current_changed):
        info = models.open_folder(make_model())
    assert models.current == info
    assert len(models.models) == before + 1
    models.open_folder(make_model())
    assert len(models.models) == before + 1
    assert models.folders == [info.path]


def test_a_bad_folder_changes_nothing(models, make_model, tmp_path):
    models.load([])
    before = models.models
    with pytest.raises(ModelNotFound):
        models.open_folder(tmp_path / "nothing")
    folder = make_model()
    (folder / "tokenizer/vocab.json").unlink()
    with pytest.raises(ModelIncomplete):
        models.open_folder(folder)
    assert models.models == before
    assert models.folders == []
