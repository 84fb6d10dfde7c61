"""The window's sentences for what goes wrong between us and the model hub; no widgets.

The buttons beside them are the download dialog's: what came is kept, and Go on is always one of them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication

from core.contract import download_errors as e
from core.contract.errors import ReverieError
from desktop.wording.parts import Sentences, Worded
from desktop.wording.reasons import reason_text

translate = QCoreApplication.translate
PASSING = (
    408,
    425,
    429,
)  # answers of HTTP after which trying again later may help, besides 500 and above


def _unreachable(error: e.HubUnreachable) -> str:
    text = translate(
        "download_wording",
        "{0} cannot be reached ({1}). What came so far is kept; check the connection and go on.",
    )
    return text.format(error.host, reason_text(error.reason))


def _refused(error: e.HubRefused) -> str:
    if error.status == 429 and error.wait > 0:
        text = translate(
            "download_wording", "{0} asks for a pause of {1} s. What came so far is kept."
        )
        return text.format(error.host, error.wait)
    if error.status in PASSING or error.status >= 500:
        text = translate(
            "download_wording",
            "{0} does not send it at the moment (answer {1}). What came so far is kept; try again later.",
        )
    else:
        text = translate(
            "download_wording",
            "{0} refuses to send it (answer {1}). What came so far is kept.",
        )
    return text.format(error.host, error.status)


def _wrong(error: e.HubAnswerWrong) -> str:
    text = translate(
        "download_wording",
        "{0} sent something that cannot be used: {1}. It was thrown away; finished files are kept.",
    )
    return text.format(error.host, reason_text(error.reason))


def _missing(error: e.HubMissing) -> str:
    texts = {
        "revision": translate(
            "download_wording", "This model has no version “{0}”. Nothing was fetched."
        ),
        "file": translate(
            "download_wording",
            "“{0}” is no longer on the hub. Look again; what came so far is kept.",
        ),
    }
    private = translate(
        "download_wording",
        "There is no model “{0}” on the hub, or it is private. Nothing was fetched. For a private one, "
        "set HF_TOKEN, or sign in with “hf auth login” in a terminal.",
    )
    return texts.get(error.what, private).format(error.name)


def _gated(error: e.HubGated) -> str:
    if error.account == "none":
        text = translate(
            "download_wording",
            "The licence of “{0}” must be accepted first. Accept it on its page, then set HF_TOKEN, or "
            "sign in with “hf auth login” in a terminal. Nothing was lost.",
        )
    else:
        text = translate(
            "download_wording",
            "The licence of “{0}” must be accepted first. Accept it on its page with the account you are "
            "signed in with. Nothing was lost.",
        )
    return text.format(error.repo)


def _nothing(error: e.NothingToDownload) -> str:
    if error.reason == "pickles":
        text = translate(
            "download_wording",
            "“{0}” has its weights in an old format only. Nothing was fetched.",
        )
    else:
        text = translate(
            "download_wording",
            "There is no model in “{0}” that can be used here. Nothing was fetched.",
        )
    return text.format(error.repo)


def _damaged(error: e.DownloadDamaged) -> str:
    text = translate(
        "download_wording",
        "“{0}” came damaged twice and was thrown away. The other files are kept; try again later.",
    )
    return text.format(error.file)


def _busy(error: e.DownloadBusy) -> str:
    return translate(
        "download_wording", "Another program is already fetching this model; it was left alone."
    )


_SENTENCES: dict[type[ReverieError], Callable[[Any], str]] = {
    e.HubUnreachable: _unreachable,
    e.HubRefused: _refused,
    e.HubAnswerWrong: _wrong,
    e.HubMissing: _missing,
    e.HubGated: _gated,
    e.NothingToDownload: _nothing,
    e.DownloadDamaged: _damaged,
    e.DownloadBusy: _busy,
}


def _alone(sentence: Callable[[Any], str]) -> Callable[[Any], Worded]:
    return lambda error: (sentence(error), ())


WORDED: Sentences = {kind: _alone(sentence) for kind, sentence in _SENTENCES.items()}
