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

translate = QCoreApplication.translate
WORDS = "download_wording"


def _unreachable(error: e.HubUnreachable) -> str:
    text = translate(WORDS, "The connection to {0} does not hold ({1}). What came is kept.")
    return text.format(error.host, error.reason)


def _refused(error: e.HubRefused) -> str:
    if error.status == 429 and error.wait > 0:
        text = translate(WORDS, "{0} has too much to do and asks to wait {1} s. What came is kept.")
        return text.format(error.host, error.wait)
    text = translate(
        WORDS, "{0} does not hand it out now (status {1}). What came is kept; it can go on later."
    )
    return text.format(error.host, error.status)


def _wrong(error: e.HubAnswerWrong) -> str:
    text = translate(WORDS, "The answer of {0} cannot be used: {1}. Nothing of it was kept.")
    return text.format(error.host, error.reason)


def _missing(error: e.HubMissing) -> str:
    texts = {
        "revision": translate(WORDS, "This model has no version “{0}”. Nothing was fetched."),
        "file": translate(WORDS, "The hub has “{0}” no more. Look again; what came is kept."),
    }
    private = translate(
        WORDS,
        "There is no “{0}” on the hub. Nothing was fetched. A private one needs “hf auth login” in a terminal.",
    )
    return texts.get(error.what, private).format(error.name)


def _gated(error: e.HubGated) -> str:
    if error.account == "none":
        text = translate(
            WORDS,
            "“{0}” wants its licence accepted first. Accept it on its page, "
            "then sign in with “hf auth login” in a terminal. Nothing was lost.",
        )
    else:
        text = translate(
            WORDS,
            "“{0}” wants its licence accepted first. Accept it on its page, "
            "with the account that you are signed in with. Nothing was lost.",
        )
    return text.format(error.repo)


def _nothing(error: e.NothingToDownload) -> str:
    if error.reason == "pickles":
        text = translate(WORDS, "“{0}” has its weights in an old format only. Nothing was fetched.")
    else:
        text = translate(WORDS, "“{0}” has no model that can be used here. Nothing was fetched.")
    return text.format(error.repo)


def _damaged(error: e.DownloadDamaged) -> str:
    text = translate(WORDS, "“{0}” came damaged twice, and was not kept. The other files are safe.")
    return text.format(error.file)


def _busy(error: e.DownloadBusy) -> str:
    return translate(WORDS, "Another program fetches this model at the moment; it was left alone.")


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
