"""What the window says about the hub; that each error has a sentence is in test_errors.py."""

import pytest

from core.contract import download_errors as e
from desktop.wording.errors import error_message


@pytest.mark.parametrize(
    ("error", "part"),
    [
        (e.HubUnreachable("huggingface.co", "no answer in time"), "What came is kept."),
        (e.HubRefused("huggingface.co", 429, 120), "wait 120 s"),
        (e.HubRefused("huggingface.co", 503, -1), "status 503"),
        (e.HubMissing("repository", "a/b"), "no “a/b” on the hub"),
        (e.HubMissing("revision", "v2"), "no version “v2”"),
        (e.HubMissing("file", "x"), "Look again"),
        (e.HubGated("a/b", "p", "none"), "then sign in"),
        (e.HubGated("a/b", "p", "refused"), "with the account"),
        (e.NothingToDownload("a/b", "pickles"), "old format only"),
        (e.NothingToDownload("a/b", "none"), "no model that can be used"),
    ],
)
def test_it_says_what_is_safe_and_what_to_do(error, part):
    message = error_message(error)
    assert part in message.text
    assert message.error
