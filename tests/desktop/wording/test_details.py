"""What a sentence leaves out stands behind "Details"."""

from core.contract import addition_errors as ae
from core.contract import errors as e
from desktop.wording.details import details_text
from desktop.wording.errors import error_message


def test_what_the_sentence_says_is_not_said_again(qapp):
    assert details_text(e.PictureBroken("/a.png", "odd")) == ""
    assert details_text(e.FileMissing("/a.png")) == ""


def test_what_has_no_german_words_stands_there(german):
    assert details_text(e.PictureBroken("/a.png", "odd")) == "odd"
    assert (
        details_text(ae.AdditionRefused("/a.pt", "LoRA", "it is odd indeed")) == "it is odd indeed"
    )
    assert details_text(e.ModelUnsupported("/a", "a thing of tomorrow")) == "a thing of tomorrow"
    error = e.InvalidValue("steps", 3, "as nobody foresaw")
    assert details_text(error) == "steps must be as nobody foresaw"


def test_names_for_developers_stand_there(qapp):
    assert details_text(e.WeightsNotFinite("/a", "conv.weight")) == "conv.weight"
    assert details_text(e.UnexpectedError("KeyError", "'x'")) == "KeyError: 'x'"


def test_what_a_job_told_comes_after_it(qapp):
    message = error_message(e.WeightsNotFinite("/a", "conv.weight"), "the last lines")
    assert message.details == "conv.weight\nthe last lines"
