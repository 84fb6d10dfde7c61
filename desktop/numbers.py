"""Numbers as the person's language writes them: 0.25 in English, 0,25 in German."""

from __future__ import annotations

from PySide6.QtCore import QLocale

MINUS = "\u2212"  # as wide as a plus; a hyphen is shorter


def number(value: int) -> str:
    """With the language's grouping: 1,040."""
    return QLocale().toString(value)


def decimal(value: float, places: int) -> str:
    """With so many places behind the point."""
    return QLocale().toString(float(value), "f", places).replace("-", MINUS)


def significant(value: float, digits: int) -> str:
    """With so many digits at most, no zeros behind: 0.0123, 1.2e-05."""
    mantissa = QLocale().toString(float(value), "g", digits)
    return MINUS + mantissa[1:] if mantissa.startswith("-") else mantissa
