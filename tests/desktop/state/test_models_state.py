"""Models to choose from, and folders that stay remembered."""

import pytest

from core.contract.errors import ModelIncomplete, ModelNotFound
from core.files import folders, store
from core.files.catalogue import folder_list
from core.files.catalogue.scan import scan
from core.files.models import library
from desktop.state.models_state import ModelsState
from tests.support.single_weights import model, write


@pytest.fixture
def models(own_folders):
    return ModelsState()


def remember(*places):
    for place in places:
        folder_list.add(place)


def names(models):
    return {info.name for info in models.models}


def test_remembered_folders_are_listed_and_chosen(models, make_model):
    one, two = make_model("one"), make_model("two", words=None)
    remember(one, two)
    models.load(str(two))
    assert names(models) >= {"one", "two"}
    assert models.current.name == "two"
    models.choose(str(one))
    assert models.current.name == "one"
    assert models.current.words == ("swan", "blue", "a")


def test_a_folder_that_is_away_stays_remembered(models, make_model, tmp_path):
    away = str(tmp_path / "away")
    remember(away, make_model())
    models.load(away)
    assert folder_list.read()[0] == away
    assert models.current is not None


def test_opening_a_folder_uses_and_remembers_it(models, make_model, qtbot):
    models.load()
    before = len(models.models)
    with qtbot.waitSignal(models.current_changed):
        info = models.open_model(make_model())
    assert models.current == info
    assert len(models.models) == before + 1
    models.open_model(make_model())
    assert len(models.models) == before + 1
    assert folder_list.read() == (info.path,)


def test_a_bad_folder_changes_nothing(models, make_model, tmp_path):
    models.load()
    before = models.models
    with pytest.raises(ModelNotFound):
        models.open_model(tmp_path / "nothing")
    folder = make_model()
    (folder / "tokenizer/vocab.json").unlink()
    with pytest.raises(ModelIncomplete):
        models.open_model(folder)
    assert models.models == before
    assert folder_list.read() == ()


def test_what_cannot_be_used_is_known_with_its_reason(models, make_model, tmp_path):
    away, broken = str(tmp_path / "away"), make_model("broken")
    (broken / "tokenizer/vocab.json").unlink()
    remember(away, broken, make_model())
    models.load()
    assert isinstance(models.problem_of(away), ModelNotFound)
    assert isinstance(models.problem_of(str(broken)), ModelIncomplete)
    assert models.problem_of("") is None
    assert models.problem_of(str(make_model())) is None
    models.forget(away)
    assert models.problem_of(away) is None
    assert away not in folder_list.read()


def test_a_folder_that_is_back_is_no_problem_any_more(models, make_model, tmp_path):
    folder = tmp_path / "tiny"
    remember(folder)
    models.load(str(folder))
    assert models.problem_of(str(folder)) is not None
    make_model("tiny")
    assert models.open_model(folder).path == str(folder)
    assert models.problems == ()
    assert folder_list.read() == (str(folder),)


def test_a_memory_of_nonsense_is_passed_over(models):
    models.load("/no\0name")
    assert models.current == models.starter()


def test_what_the_library_found_comes_after_what_was_opened(models, make_model, tmp_path):
    opened, root = make_model("opened"), tmp_path / "disk"
    write(root / "a.safetensors", model("sdxl"))
    remember(opened, root)
    models.load(str(root / "a.safetensors"))
    assert names(models) == {"starter", "opened", "a"}  # the one in use is read at once
    write(root / "b.safetensors", model("sd1"))
    write(folders.models() / "mine.safetensors", model("sd1"))
    models.take(store.drained(scan()).entries)
    assert models.models[0] == models.starter()
    assert names(models) == {"starter", "opened", "a", "b", "mine"}
    assert models.current.name == "a"
    (root / "b.safetensors").unlink()
    models.take(store.drained(scan()).entries)
    assert "b" not in names(models)


def test_a_model_that_comes_back_is_used_again(models, tmp_path, monkeypatch):
    path = write(tmp_path / "disk/a.safetensors", model("sdxl"))
    remember(path.parent)
    path.rename(tmp_path / "away")
    models.load(str(path))
    assert models.current == models.starter()
    (tmp_path / "away").rename(path)
    models.take(store.drained(scan()).entries)
    assert models.current.path == str(path)
    models.choose(models.starter().path)
    models.take(store.drained(scan()).entries)
    assert models.current == models.starter()  # what a person chose stays
    assert library.describe(path) in models.models
