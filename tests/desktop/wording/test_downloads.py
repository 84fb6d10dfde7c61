"""What the window says about the hub; that each error has a sentence is in test_errors.py."""

import pytest

from core.contract import download_errors as e
from desktop.wording.errors import error_message


@pytest.mark.parametrize(
    ("error", "part"),
    [
        (
            e.HubUnreachable("huggingface.co", "no answer in time"),
            "cannot be reached (no answer in time). What came so far is kept",
        ),
        (e.HubRefused("huggingface.co", 429, 120), "a pause of 120 s"),
        (e.HubRefused("huggingface.co", 503, -1), "at the moment (answer 503)"),
        (e.HubRefused("huggingface.co", 429, -1), "try again later"),
        (e.HubRefused("huggingface.co", 416, -1), "refuses to send it (answer 416)"),
        (e.HubAnswerWrong("huggingface.co", "it is no JSON"), "cannot be used: it is no JSON."),
        (e.HubMissing("repository", "a/b"), "no model “a/b” on the hub, or it is private"),
        (e.HubMissing("revision", "v2"), "no version “v2”"),
        (e.HubMissing("file", "x"), "Look again"),
        (e.HubGated("a/b", "p", "none"), "then set HF_TOKEN, or sign in"),
        (e.HubGated("a/b", "p", "refused"), "with the account"),
        (e.NothingToDownload("a/b", "pickles"), "old format only"),
        (e.NothingToDownload("a/b", "none"), "no model in “a/b” that can be used"),
    ],
)
def test_it_says_what_is_safe_and_what_to_do(error, part):
    message = error_message(error)
    assert part in message.text
    assert message.error


def test_a_german_window_says_it_in_german(german):
    text = error_message(e.HubUnreachable("huggingface.co", "no answer in time")).text
    assert text.startswith(
        "huggingface.co ist nicht zu erreichen (keine Antwort zur rechten Zeit)."
    )
