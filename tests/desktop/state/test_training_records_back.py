"""What was taken off the list, or into the trash, and back."""

from pathlib import Path

import pytest

from core.contract.draft import Draft, DraftPhoto, Teaching
from core.contract.errors import FileMissing
from core.files import trash
from core.files.trainings import records as teachings
from core.files.trash_cans import Trashed
from desktop.state.training_records import TrainingRecords

DRAFT = Draft(photos=(DraftPhoto("/p/a.jpg"),), word="sks", noun="dog")


@pytest.fixture
def state(qtbot, tmp_path, monkeypatch):
    monkeypatch.setenv("REVERIE_HOME", str(tmp_path / "home"))
    return TrainingRecords()


@pytest.fixture
def can(tmp_path, monkeypatch):
    """A trash in a folder."""
    kept = tmp_path / "can"
    kept.mkdir()

    def move(path):
        Path(path).rename(kept / Path(path).name)
        return Trashed(Path(path), kept / Path(path).name, kept / "note")

    monkeypatch.setattr(trash, "move_to_trash", move)
    return kept


def gone(qtbot, state, teaching, paths, *, forget=True):
    with qtbot.waitSignal(state.trashed, timeout=3000) as told:
        state._to_trash(teaching, paths, forget=forget)
    return told.args


def test_a_forgotten_draft_comes_back_as_it_was(qtbot, state):
    teaching = state.add(DRAFT)
    told, ways, is_forgotten = gone(qtbot, state, teaching, [])
    assert (told.draft, ways, is_forgotten, state.all) == (DRAFT, [], True, ())
    assert teachings.load() == []
    with qtbot.waitSignal(state.changed, timeout=3000):
        state.put_back(told, [])
    assert (
        [known.draft for known in state.all]
        == [known.draft for known in teachings.load()]
        == [DRAFT]
    )


def test_what_was_learned_comes_out_of_the_trash(qtbot, state, can, tmp_path):
    run = tmp_path / "run"
    run.mkdir()
    (run / "config.toml").write_text("")
    teaching = Teaching("aaaaaaaa", DRAFT, "paused", str(run), step=4)
    teachings.save(teaching)
    state.load()
    told, ways, _ = gone(qtbot, state, state.get("aaaaaaaa"), [run])
    assert not run.exists()
    with qtbot.waitSignal(state.changed, timeout=3000):
        state.put_back(told, ways)
    assert (run / "config.toml").is_file()
    assert state.get("aaaaaaaa").step == 4


def test_what_the_trash_does_not_give_back_is_told(qtbot, state, can, tmp_path):
    run = tmp_path / "run"
    run.mkdir()
    teaching = state.add(DRAFT)
    told, ways, _ = gone(qtbot, state, teaching, [run])
    (can / "run").rmdir()
    with qtbot.waitSignal(state.not_put_back, timeout=3000) as refused:
        state.put_back(told, ways)
    assert refused.args[0] == told
    assert isinstance(refused.args[1], FileMissing)
    assert state.all == ()
