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
        info = models.open_model(make_model())
    assert models.current == info
    assert len(models.models) == before + 1
    models.open_model(make_model())
    assert len(models.models) == before + 1
    assert models.folders == [info.path]


def test_a_bad_folder_changes_nothing(models, make_model, tmp_path):
    models.load([])
    before = models.models
    with pytest.raises(ModelNotFound):
        models.open_model(tmp_path / "nothing")
    folder = make_model()
    (folder / "tokenizer/vocab.json").unlink()
    with pytest.raises(ModelIncomplete):
        models.open_model(folder)
    assert models.models == before
    assert models.folders == []


def test_what_cannot_be_used_is_known_with_its_reason(models, make_model, tmp_path):
    away, broken = str(tmp_path / "away"), make_model("broken")
    (broken / "tokenizer/vocab.json").unlink()
    models.load([away, str(broken), str(make_model())])
    assert isinstance(models.problem_of(away), ModelNotFound)
    assert isinstance(models.problem_of(str(broken)), ModelIncomplete)
    assert models.problem_of("") is None
    assert models.problem_of(str(make_model())) is None
    models.forget(away)
    assert models.problem_of(away) is None
    assert away not in models.folders


def test_a_folder_that_is_back_is_no_problem_any_more(models, make_model, tmp_path):
    folder = tmp_path / "tiny"
    models.load([str(folder)], str(folder))
    assert models.problem_of(str(folder)) is not None
    make_model("tiny")
    assert models.open_model(folder).path == str(folder)
    assert models.problems == ()
    assert models.folders == [str(folder)]


def test_a_memory_of_nonsense_is_passed_over(models):
    models.load([5, None, ["x"], "/no\0name"])
    assert models.folders == ["/no\0name"]
