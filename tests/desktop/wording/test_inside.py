"""The sentences of the Inside page."""

from core.contract.errors import FileMissing, InvalidValue, RunFolderInvalid
from core.contract.recipe import BRANCHED
from desktop.wording import inside as inside_wording


def test_a_forgotten_recording_and_a_branch_have_sentences_of_their_own():
    forgotten = InvalidValue("run", "x", "known")
    assert inside_wording.is_forgotten(forgotten)
    assert "recording of this picture is gone" in inside_wording.failure(forgotten).text
    branch = InvalidValue("Recipe.branch", "step 3", BRANCHED)
    assert "branch" in inside_wording.failure(branch).text


def test_all_others_are_worded_as_everywhere():
    assert "is not there any more" in inside_wording.failure(FileMissing("/a/b.png")).text


def test_a_folder_without_a_training_is_named():
    text = inside_wording.failure(RunFolderInvalid("/data/dog", "it holds no run to resume")).text
    assert text == "The training in /data/dog cannot be shown: it holds no run to resume."
    busy = RunFolderInvalid("/data/dog", RunFolderInvalid.BUSY)
    assert "still runs" in inside_wording.failure(busy).text
