"""The whole window in German, and in English without a word of German."""

import re
import xml.etree.ElementTree as ET

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QComboBox, QGroupBox, QLabel

from core.files import folders
from desktop import i18n
from desktop.pages.inside_topics import TOPICS

TS = folders.resources() / "translations" / "reverie_de.ts"


@pytest.fixture(params=["en", "de"])
def language(qapp, request):
    before = QLocale()
    translators = i18n.install(qapp, request.param)
    yield request.param
    for translator in translators:
        qapp.removeTranslator(translator)
    QLocale.setDefault(before)


def said(window):
    """Every text that is seen now."""
    kinds = (QLabel, QAbstractButton, QComboBox, QGroupBox)
    shown = [widget for kind in kinds for widget in window.findChildren(kind) if widget.isVisible()]
    texts = [_text_of(widget) for widget in shown]
    return {text for text in texts if text}


def _text_of(widget):
    if isinstance(widget, QComboBox):
        return widget.currentText()
    return widget.title() if isinstance(widget, QGroupBox) else widget.text()


def test_every_page_opens_in_its_language(language, open_window):
    window = open_window()
    told = {source: translation for source, translation, _state in messages()}
    other = set(told.values()) if language == "en" else set(told)
    same = {source for source, translation in told.items() if source == translation}
    for name in (name for name in window.pages.acts() if name.startswith("show_")):
        window.actions_table[name].trigger()
        assert name == f"show_{window.pages.key}"
        assert said(window) & (set(told) if language == "en" else set(told.values()))
        mixed = said(window) & other - same
        assert mixed == set(), f"{name} says in another language: {mixed}"
    for topic in TOPICS:
        window.inside.page.show_topic(topic.key)
        assert said(window) & other - same == set()


def test_alt_and_a_letter_means_one_thing_on_a_page(language, open_window):
    window = open_window()
    letters = [letter(action.text()) for action in window.menuBar().actions()]
    labels = [label for label in window.page.findChildren(QLabel) if label.buddy() is not None]
    letters += [letter(label.text()) for label in labels]
    used = [each for each in letters if each]
    assert len(used) > 10
    assert sorted(used) == sorted(set(used))


def letter(text):
    return QKeySequence.mnemonic(text).toString()


def messages():
    for message in ET.parse(TS).iter("message"):
        translation = message.find("translation")
        yield message.findtext("source"), translation.text, translation.get("type")


def test_nothing_is_lost_in_translation():
    for source, translation, state in messages():
        assert state is None, f"not translated: {source}"
        assert sorted(re.findall(r"\{\w*\}", source)) == sorted(re.findall(r"\{\w*\}", translation))
        assert source.count("&") == translation.count("&"), source
        assert source.endswith(".") == translation.endswith("."), source
