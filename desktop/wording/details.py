"""What of an error stands behind "Details": what its sentence leaves out. No widgets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from core.contract import addition_errors as ae
from core.contract import download_errors as de
from core.contract import errors as e
from desktop.wording.expectations import known_expected
from desktop.wording.reasons import known_reason
from desktop.wording.titles import known_title


def details_text(error: e.ReverieError) -> str:
    """What stands there; "" where the sentence says it all."""
    tell = _DETAILS.get(type(error))
    return tell(error) if tell is not None else ""


def _reason(error: Any) -> str:
    """A clause that the window has no words for."""
    return "" if known_reason(error.reason) else str(error.reason)


def _expected(error: Any) -> str:
    if known_expected(error.expected):
        return ""
    name = getattr(error, "field", "") or error.key
    return f"{name} must be {error.expected}"


def _title(error: e.ModelUnsupported) -> str:
    return "" if known_title(error.what) else error.what


def _unexpected(error: e.UnexpectedError) -> str:
    return f"{error.kind}: {error.details}"


_DETAILS: dict[type[e.ReverieError], Callable[[Any], str]] = {
    **dict.fromkeys((e.FileUnreadable, e.NotWritable, e.WriteFailed, e.PictureBroken), _reason),
    **dict.fromkeys((e.WeightsHeaderInvalid, e.WeightsRefused, ae.AdditionRefused), _reason),
    **dict.fromkeys((e.DatasetInvalid, e.RunFolderInvalid, e.ReaderUnavailable), _reason),
    **dict.fromkeys((de.HubUnreachable, de.HubAnswerWrong), _reason),
    **dict.fromkeys((e.InvalidValue, e.ConfigInvalid), _expected),
    e.ModelUnsupported: _title,
    e.WeightsNotFinite: lambda error: error.tensor,
    e.UnexpectedError: _unexpected,
}
