"""The longer language: places and mnemonics stay, everything else grows."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QLocale

from desktop import i18n


@pytest.mark.parametrize("text", ["{0} s", "", "…", "100 %", "&Ö"])
def test_units_and_signs_stay(text):
    assert i18n.lengthened(text) == text


def test_a_word_gets_more_letters_and_a_sentence_more_words():
    assert i18n.lengthened("&Guidance") == "&Gûîdàñçéeni"
    assert i18n.lengthened("Drawing {0} of {1}") == "Dràwîñg {0} ôf {1} enin"


@given(st.text(alphabet="abceinos&{0} .", max_size=60))
def test_what_is_filled_in_and_mnemonics_outlive_it(text):
    said = i18n.lengthened(text)
    assert said.count("{0}") == text.count("{0}")
    assert said.count("&") == text.count("&")
    letters = sum(char.isalpha() for char in re.sub(r"\{\w*\}|&\w|&&", "", text))
    assert len(said) >= len(text)
    assert letters < 10 or len(said) >= len(text) + 0.3 * letters


def test_it_is_used_only_where_it_is_asked_for(qapp, monkeypatch):
    monkeypatch.delenv(i18n.PSEUDO, raising=False)
    assert i18n.install(qapp) == []
    monkeypatch.setenv(i18n.PSEUDO, "1")
    (translator,) = i18n.install(qapp)
    try:
        assert QCoreApplication.translate("phrases", "Ready") == "Réàdyen"
    finally:
        qapp.removeTranslator(translator)


@pytest.fixture
def german(qapp, monkeypatch):
    monkeypatch.delenv(i18n.PSEUDO, raising=False)
    before = QLocale()
    translators = i18n.install(qapp, "de")
    yield translators
    for translator in translators:
        qapp.removeTranslator(translator)
    QLocale.setDefault(before)


def test_german_is_spoken_and_qt_speaks_it_too(german):
    assert QCoreApplication.translate("actions", "&File") == "&Datei"
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"


def test_the_desktops_language_is_taken_where_it_is_spoken(monkeypatch):
    for system, expected in {"de_AT": "de", "fr_FR": "en"}.items():
        monkeypatch.setattr(i18n.QLocale, "system", lambda system=system: QLocale(system))
        assert i18n.code("system") == expected
    assert i18n.code("de") == "de"
    assert i18n.code("tlh") == "en"
