"""Clauses that core writes in plain English ("at most 8 files"), said in the window's language. No widgets.

`{0}` in a known clause stands for one word, or for several with commas between them. A clause that is not known
would stand as English in a German sentence: there it is left out, and stands behind "Details".
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate
_FILLED = r"(\S+(?:, \S+)*)"  # what stands for {0}
_FLAGS = re.compile(r"[,;] (?:to be used with )?--.*")  # a hint for the command line
_ASIDE = re.compile(r" \(.*\)$")


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """Mark a clause of a table for the translators; PySide's own is typed as giving any object."""
    return text


def said(clause: str, known: Sequence[str]) -> str:
    """`clause` in the window's language; "" where nobody has said it in that language."""
    clause = _FLAGS.sub("", clause)
    if speaks_english():
        return clause
    for form in (clause, _ASIDE.sub("", clause)):
        for text in known:
            found = _pattern(text).fullmatch(form)
            if found is not None:
                return translate("clauses", text).format(*found.groups())
    return ""


def speaks_english() -> bool:
    """Whether the window speaks core's own language."""
    return translate("clauses", "it has no pixels") == "it has no pixels"


@functools.cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(_FILLED.join(map(re.escape, re.split(r"\{\d\}", text))))
