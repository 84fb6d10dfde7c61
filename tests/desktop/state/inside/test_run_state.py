"""Recorded pictures: recording, branching, choosing, and what happens when the engine forgets."""

from dataclasses import replace

import pytest

from core.contract import events as ev
from core.contract.errors import InvalidValue, NoRecipe
from core.contract.explain import BranchRun, RecordRun
from core.contract.request import GenerationRequest
from desktop.state.inside import run_state
from desktop.state.inside.run_state import RUNS_MOST


class Told:
    def __init__(self, pixel_hash):
        self.pixel_hash = pixel_hash


def test_a_recording_is_one_picture_in_the_folder_of_the_page(recorded, instant):
    (question,) = instant.questions(RecordRun)
    assert question.recorded.output.startswith(recorded.folder.path())
    assert question.recorded.overwrite
    run = recorded.run.run
    assert (run.steps, recorded.run.step, run.left) == (4, 3, None)
    assert run.picture == question.recorded.output
    assert recorded.run.is_kept(run)


def test_a_branch_goes_on_as_it_is_told_and_hangs_below_its_run(qtbot, recorded, instant):
    first = recorded.run.run
    changed = replace(first.request, prompt="a fox")
    with qtbot.waitSignal(recorded.run.run_changed):
        recorded.run.branch(2, changed)
    (question,) = instant.questions(BranchRun)
    assert (question.run, question.branch_step) == (first.name, 2)
    assert question.branched.prompt == "a fox"
    assert question.branched.output != first.request.output
    assert recorded.run.run.left == (first.name, 2)
    recorded.run.choose(first.name)
    assert recorded.run.run is first


def test_an_old_picture_is_drawn_again_and_compared(qtbot, inside, monkeypatch, tmp_path):
    request = GenerationRequest("a swan", "x.png", 1)
    again = run_state.Again(request, Told("a" * 64))
    monkeypatch.setattr(run_state, "drawn_again", lambda picture, output: again)
    monkeypatch.setattr(run_state, "read_recipe", lambda picture: Told("a" * 64))
    inside.run.look_into("/old.png")
    assert inside.run.recording
    qtbot.waitUntil(lambda: inside.run.run is not None and inside.run.run.identical is True)
    assert not inside.run.recording


def test_a_picture_without_a_recipe_is_told(qtbot, inside, tmp_path):
    (tmp_path / "plain.png").write_bytes(b"no picture")
    with qtbot.waitSignal(inside.run.failed) as told:
        inside.run.look_into(str(tmp_path / "plain.png"))
    assert isinstance(told.args[0], NoRecipe)
    assert not inside.run.recording


@pytest.mark.parametrize("way", ["lost", "freed", "refused"])
def test_a_forgotten_recording_is_known_as_such_and_what_is_shown_stays(
    qtbot, recorded, instant, way
):
    run = recorded.run.run
    with qtbot.waitSignal(recorded.run.forgotten):
        if way == "lost":
            instant.lost.emit()
        elif way == "freed":
            instant.heard.emit(ev.MemoryFreed("x", 2, 1))
        else:
            instant.forgets = True
            recorded.run.branch(1, run.request)
    assert recorded.run.run is run
    assert not recorded.run.is_kept(run)
    with qtbot.waitSignal(recorded.run.run_changed):
        recorded.run.again()
    assert recorded.run.is_kept(recorded.run.run)


def test_stopping_leaves_what_was_there(recorded, instant):
    instant.patient = True
    run = recorded.run.run
    recorded.run.record(run.request)
    assert recorded.run.recording
    recorded.run.stop()
    assert not recorded.run.recording
    assert recorded.run.runs == (run,)


def test_an_answer_of_another_form_is_told(qtbot, inside, monkeypatch):
    def broken(_answer):
        raise InvalidValue("Film.steps", None, "a list")

    monkeypatch.setattr(run_state, "film_of", broken)
    with qtbot.waitSignal(inside.run.failed):
        inside.run.record(GenerationRequest("a", "x.png", 1))
    assert inside.run.run is None


def test_the_oldest_runs_go(qtbot, recorded):
    for seed in range(RUNS_MOST):
        with qtbot.waitSignal(recorded.run.run_changed):
            recorded.run.record(replace(recorded.run.run.request, seed=seed))
    assert [run.film.seed for run in recorded.run.runs] == list(range(RUNS_MOST))


def test_every_recording_has_a_file_of_its_own(qtbot, recorded):
    for _ in range(RUNS_MOST + 2):
        with qtbot.waitSignal(recorded.run.run_changed):
            recorded.run.record(recorded.run.run.request)
    assert len({run.picture for run in recorded.run.runs}) == RUNS_MOST


def test_one_that_is_gone_is_not_all(qtbot, recorded, instant):
    first = recorded.run.run
    with qtbot.waitSignal(recorded.run.run_changed):
        recorded.run.record(replace(first.request, seed=1))
    second = recorded.run.run
    recorded.run.choose(first.name)
    instant.forgets = True
    with qtbot.waitSignal(recorded.run.failed):
        recorded.run.branch(1, first.request)
    assert (recorded.run.is_kept(first), recorded.run.is_kept(second)) == (False, True)


def test_a_picture_that_nothing_drew_is_told(qtbot, inside, monkeypatch):
    request = GenerationRequest("a", "x.png", 1, init="a.png", strength=0.0)
    again = run_state.Again(request, Told("a" * 64))
    monkeypatch.setattr(run_state, "drawn_again", lambda picture, output: again)
    with qtbot.waitSignal(inside.run.failed):
        inside.run.look_into("/old.png")
    assert not inside.run.recording
