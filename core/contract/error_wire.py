"""Errors by their names, as they travel to another process. Every module of errors is imported here."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from core.contract import addition_errors, download_errors, errors, explain
from core.contract.base_error import ReverieError
from core.contract.errors import UnexpectedError

HOMES = (errors, addition_errors, download_errors, explain)


def error_types() -> dict[str, type[ReverieError]]:
    """Name on the wire → class."""
    return {
        name: kind
        for home in HOMES
        for name, kind in vars(home).items()
        if isinstance(kind, type) and issubclass(kind, ReverieError) and kind is not ReverieError
    }


def from_data(code: str, data: dict[str, Any]) -> ReverieError:
    """Rebuild an error that came over the wire; an unknown one becomes `UnexpectedError`."""
    kind = error_types().get(code)
    if kind is None:
        return UnexpectedError(kind=code, details=repr(data))
    known = {f.name: data.get(f.name) for f in fields(kind)}
    return kind(**{k: tuple(v) if isinstance(v, list) else v for k, v in known.items()})
