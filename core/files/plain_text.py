"""A stranger's text, fit to be shown: one line, without control or direction characters, not too long."""

from __future__ import annotations

import unicodedata

SHOWN = 300  # characters of a value that are worth showing


def plain(text: object, limit: int = SHOWN) -> str:
    """`text` in one line without control or direction characters, shortened in the middle."""
    shown = "".join(_visible(character) for character in str(text))
    shown = " ".join(shown.split())
    if len(shown) <= limit:
        return shown
    return f"{shown[: limit // 2]} … {shown[-limit // 2 :]}"


def _visible(character: str) -> str:
    if character.isprintable():
        return character
    # What is neither: half a character of a broken file name, or one that Unicode has not.
    return "\ufffd" if unicodedata.category(character) in ("Cs", "Cn", "Co") else " "
