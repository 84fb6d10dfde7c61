"""What the command line says about the hub."""

import pytest

from core.cli.wording import sentence
from core.contract import download_errors as e


@pytest.mark.parametrize(
    ("error", "part"),
    [
        (e.HubUnreachable("huggingface.co", "no answer in time"), "check the connection; the same command"),
        (e.HubRefused("huggingface.co", 429, 120), "in 120 s"),
        (e.HubRefused("huggingface.co", 503, -1), "status 503): try again later"),
        (e.HubAnswerWrong("huggingface.co", "it is no JSON"), "it is no JSON. Try again"),
        (e.HubMissing("repository", "a/b"), "hf auth login"),
        (e.HubMissing("revision", "v2"), "--revision"),
        (e.HubMissing("file", "x"), "--list"),
        (e.HubGated("a/b", "https://hub/a/b", "none"), "open https://hub/a/b, accept it there, then sign in"),
        (e.HubGated("a/b", "https://hub/a/b", "refused"), "with the account that you are signed in with"),
        (e.NothingToDownload("a/b", "pickles"), "--old-formats"),
        (e.NothingToDownload("a/b", "none"), "no model that can be used"),
        (e.DownloadDamaged("a/b", "x"), "damaged twice"),
        (e.DownloadBusy("/x"), "wait until"),
    ],
)  # fmt: skip
def test_it_says_what_to_do(error, part):
    assert part in sentence(error)
