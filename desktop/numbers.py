"""Numbers as the person's language writes them: 0.25 in English, 0,25 in German."""

from __future__ import annotations

from PySide6.QtCore import QLocale


def decimal(value: float, places: int) -> str:
    """With so many places behind the point."""
    return QLocale().toString(float(value), "f", places)


def significant(value: float, digits: int) -> str:
    """With so many digits at most, no zeros behind: 0.0123, 1.2e-05."""
    return QLocale().toString(float(value), "g", digits)
