"""The sentences of the Inside page."""

from core.contract.errors import FileMissing, InvalidValue
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
