"""The language of the window: English, German, and for tests a language that is 40 % longer.

Translations lie in `resources/translations`, made with Qt's tools by `packaging/translations.py`.

With `REVERIE_PSEUDO=1` every text that can be translated is said with accents and more letters. What
stays plain was never marked for the translators; what is cut off would be so in German.
"""

from __future__ import annotations

import math
import os
import re
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from core.files import folders

SYSTEM, ENGLISH = "system", "en"
LANGUAGES = {ENGLISH: "English", "de": "Deutsch"}  # each by its own name
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


def install(app: QCoreApplication, language: str = ENGLISH) -> list[QTranslator]:
    """Say everything in `language` ("system", or one of `LANGUAGES`); before any widget. Returns what translates.

    What has no translation stays English.
    """
    if os.environ.get(PSEUDO) == "1":
        found: list[QTranslator] = [PseudoTranslator(app)]
    else:
        found = _translators(app, code(language))
    for translator in found:
        app.installTranslator(translator)
    return found


def code(language: str) -> str:
    """The language that is meant, by its two letters: of "system" the desktop's, where we speak it."""
    wanted = QLocale.system().name()[:2] if language == SYSTEM else language
    return wanted if wanted in LANGUAGES else ENGLISH


def _translators(app: QCoreApplication, language: str) -> list[QTranslator]:
    """Ours, and before it Qt's own for what Qt says itself (buttons of file dialogs)."""
    if language == ENGLISH:
        return []
    QLocale.setDefault(QLocale(language))
    qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    places = ((f"qtbase_{language}", qt), (f"reverie_{language}", str(_folder())))
    found = []
    for name, folder in places:
        translator = QTranslator(app)
        if translator.load(name, folder):
            found.append(translator)
    return found


def _folder() -> Path:
    return folders.resources() / "translations"
