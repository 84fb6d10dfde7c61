"""The whole window in German."""

import re
import xml.etree.ElementTree as ET

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QLabel, QPushButton

from core.files import folders
from desktop import i18n

TS = folders.resources() / "translations" / "reverie_de.ts"


@pytest.fixture
def german(qapp):
    before = QLocale()
    translators = i18n.install(qapp, "de")
    yield
    for translator in translators:
        qapp.removeTranslator(translator)
    QLocale.setDefault(before)


def test_every_page_opens_in_german(german, open_window):
    window = open_window()
    assert window.actions_table.menus["file"].title() == "&Datei"
    for name in (name for name in window.pages.acts() if name.startswith("show_")):
        window.actions_table[name].trigger()
        assert name == f"show_{window.pages.key}"
        shown = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
        assert shown
    assert "Erzeugen" in [button.text() for button in window.findChildren(QPushButton)]


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
