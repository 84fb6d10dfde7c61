"""Places in a text: Qt counts UTF-16 units, Python characters; they differ behind an emoji."""

from __future__ import annotations

from itertools import accumulate

LAST_SINGLE = "\uffff"  # the last character that is one unit


def to_characters(text: str, units: int) -> int:
    """A place in Qt's units → in characters."""
    if text.isascii():
        return units
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "ignore"))


class Units:
    """Many places of one text, in Qt's units."""

    def __init__(self, text: str) -> None:
        self._more: list[int] = []  # units more than characters before each place
        if any(char > LAST_SINGLE for char in text):
            self._more = list(accumulate((char > LAST_SINGLE for char in text), initial=0))

    def of(self, place: int) -> int:
        return place + self._more[place] if self._more else place
