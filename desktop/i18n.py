"""The language of the window: English so far, and for tests a language that is 40 % longer.

With `REVERIE_PSEUDO=1` every text that can be translated is said with accents and more letters. What
stays plain was never marked for the translators; what is cut off would be so in German.
"""

from __future__ import annotations

import math
import os
import re

from PySide6.QtCore import QCoreApplication, QTranslator

PSEUDO = "REVERIE_PSEUDO"  # environment variable: "1" turns the longer language on
LONGER = 0.4  # of the letters of a text: what German needs, and a little more
FILLER = "eninrstad"  # letters of common width
ACCENTS = str.maketrans("aceinosuzACEINOSUZ", "àçéîñôšûžÀÇÉÎÑÔŠÛŽ")
_KEPT = re.compile(r"\{\w*\}|&\w|&&")  # places to be filled in, mnemonics


class PseudoTranslator(QTranslator):
    """Translates every text of ours (and of Qt's) into its longer self."""

    def isEmpty(self) -> bool:
        """Qt leaves out a translator that says yes."""
        return False

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        return lengthened(source)


def lengthened(text: str) -> str:
    """`text` with accents and 40 % more letters; what is filled in and mnemonics stay as they are."""
    letters = sum(char.isalpha() for char in _KEPT.sub("", text))
    if letters < 2:  # a unit or a sign has no longer form
        return text
    start, parts = 0, []
    for kept in _KEPT.finditer(text):
        parts += [text[start : kept.start()].translate(ACCENTS), kept.group()]
        start = kept.end()
    parts.append(text[start:].translate(ACCENTS))
    count = math.ceil(LONGER * letters)
    more = (FILLER * (count // len(FILLER) + 1))[:count]
    if " " in text.strip():  # a sentence gets more words, a word more letters
        more = " " + " ".join(more[i : i + 6] for i in range(0, count, 6))
    return "".join(parts) + more


def install(app: QCoreApplication) -> QTranslator | None:
    """Use the language that is asked for; before any widget. Returns its translator, None for English."""
    if os.environ.get(PSEUDO) != "1":
        return None
    translator = PseudoTranslator(app)
    app.installTranslator(translator)
    return translator
