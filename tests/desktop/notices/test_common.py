"""Sentences beside the errors of jobs keep the house's rules, too."""

from pathlib import Path

import pytest

from core.contract import errors as e
from core.contract.notices import SMALLER_PIECES, TENSORS_LEFT_OUT, VAE_OVERFLOW
from desktop.notices import common as notices
from desktop.verbs import verb_text


@pytest.mark.parametrize(
    "code", ["SeveralPictures", "LinkOnly", "NothingToPaste", "NoPictureInFolder", "whatever"]
)
def test_refusals_are_notes(code):
    message = notices.refusal_message(code, {})
    assert not message.error
    assert message.text.endswith(".")


def test_a_refused_file_is_worded_like_its_error():
    message = notices.refusal_message(
        "PictureUnsupported", {"path": "/a/scan.svg", "format": "svg"}
    )
    assert "“scan.svg”" in message.text
    assert message.error


def test_engine_sentences():
    assert "float16" in notices.job_notice(VAE_OVERFLOW, {"dtype": "float16"})
    assert notices.job_notice("of tomorrow", {}) == ""
    assert notices.engine_restarted().endswith(".")
    assert notices.engine_missing("said").details == "said"


def test_only_what_is_unknown_in_a_file_is_told():
    data = {"model": "mix", "dropped": 3, "unknown": 2, "names": "a, b"}
    assert notices.job_notice(TENSORS_LEFT_OUT, data).startswith("“mix” holds 2 entries")
    assert notices.job_notice(TENSORS_LEFT_OUT, {**data, "unknown": 0}) == ""


def test_without_a_model_there_is_something_to_do():
    assert notices.no_model().verbs == ("open_model",)


def test_a_model_that_is_away_says_what_draws_instead():
    error = e.ModelNotFound("/disk/dreamer", ())
    message = notices.model_away(error, "Starter")
    assert "“dreamer” is not there" in message.text
    assert message.text.endswith("Starter is used meanwhile.")
    assert "meanwhile" not in notices.model_away(error, "").text
    assert all(map(verb_text, message.verbs))


@pytest.mark.parametrize("problem", ["damaged", "unreadable"])
def test_settings_that_are_no_use(problem):
    text = notices.settings_problem(problem, Path("/home/me/desktop.ini")).text
    assert "/home/me/desktop.ini" in text
    assert text.endswith(".")


def test_what_is_done_once_more_is_said(qapp):
    assert "drawn once more" in notices.job_notice(SMALLER_PIECES, {"phase": "denoise"})
    assert "They are kept" in notices.job_notice(SMALLER_PIECES, {"phase": "decode"})
