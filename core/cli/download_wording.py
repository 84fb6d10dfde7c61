"""The sentences for what goes wrong between us and the model hub; part of `wording.py`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from core.contract import download_errors as e
from core.contract.errors import ReverieError

GOES_ON = "the same command goes on where it stopped"


def _missing(error: e.HubMissing) -> str:
    if error.what == "revision":
        return f"There is no revision {error.name} of this model: check --revision."
    if error.what == "file":
        return f"The hub has no file {error.name} of this model any more: look with --list."
    return (
        f"There is no model {error.name} on the hub, or it is private: check the name, "
        "or sign in with: hf auth login."
    )


def _gated(error: e.HubGated) -> str:
    then = (
        "then sign in with: hf auth login"
        if error.account == "none"
        else "with the account that you are signed in with"
    )
    return f"{error.repo} wants its licence accepted first: open {error.page}, accept it there, {then}."


def _refused(error: e.HubRefused) -> str:
    when = f"in {error.wait} s" if error.wait > 0 else "later"
    if error.status == 429:
        return f"{error.host} has too much to do: try again {when}; {GOES_ON}."
    return f"{error.host} refuses (HTTP status {error.status}): try again {when}; {GOES_ON}."


def _nothing(error: e.NothingToDownload) -> str:
    if error.reason == "pickles":
        return (
            f"{error.repo} has old pickled weights only: --old-formats fetches them, "
            "and they are opened in a locked process."
        )
    return f"{error.repo} has no model that can be used here: see its page on the hub."


SENTENCES: dict[type[ReverieError], Callable[[Any], str]] = {
    e.HubUnreachable: lambda x: (
        f"{x.host} cannot be reached ({x.reason}): check the connection; {GOES_ON}."
    ),
    e.HubRefused: _refused,
    e.HubAnswerWrong: lambda x: (
        f"The answer of {x.host} cannot be used: {x.reason}. Try again later; {GOES_ON}."
    ),
    e.HubMissing: _missing,
    e.HubGated: _gated,
    e.NothingToDownload: _nothing,
    e.DownloadDamaged: lambda x: (
        f"{x.file} of {x.repo} came damaged twice and was not kept: try again later."
    ),
    e.DownloadBusy: lambda x: (
        f"Another process is downloading this model at the moment ({x.path}): wait until it has ended."
    ),
}
