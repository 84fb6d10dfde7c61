"""The guide, read in the window."""

import re
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QLocale, QUrl
from PySide6.QtGui import QDesktopServices

from core.files import folders
from desktop.dialogs import guide
from desktop.dialogs.guide import GuideWindow, localised, title


@pytest.fixture
def window(qtbot):
    window = GuideWindow()
    qtbot.addWidget(window)
    window.show()
    return window


def test_every_page_is_there_and_can_be_read(window):
    for name in guide.PAGES:
        window.open(name)
        assert window.page == name
        assert len(window.text.toPlainText()) > 10
        assert window.pages.currentItem().text() == title(folders.guide() / f"{name}.md")


def test_an_unknown_page_is_the_first(window):
    window.open("inside")
    window.open("nonsense")
    assert window.page == guide.FIRST


def test_links_between_pages_are_followed_here(window):
    window.text.anchorClicked.emit(QUrl("models.md"))
    assert window.page == "models"


def test_links_to_the_network_go_to_the_browser(window, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    window.text.anchorClicked.emit(QUrl("https://example.org/"))
    assert opened == ["https://example.org/"]
    assert window.page == guide.FIRST


def test_a_language_that_has_pages_gets_them(tmp_path):
    (tmp_path / "de").mkdir()
    assert localised(tmp_path, QLocale("de_AT")) == tmp_path / "de"
    assert localised(tmp_path, QLocale("fr_FR")) == tmp_path


@pytest.mark.parametrize("language", ["", "de"])
@pytest.mark.parametrize("page", guide.PAGES)
def test_every_picture_and_link_leads_somewhere(page, language):
    folder = folders.guide() / language
    text = (folder / f"{page}.md").read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)]+)\)", text):
        assert target.startswith("https://") or (folder / target).is_file(), target


# Words that people type; everything else in italics is the name of something in the window.
TYPED = {"a cute teddy bear on a blue background", "dog", "sks", "a sks dog in a boat"}


@pytest.mark.parametrize("language", ["", "de"])
@pytest.mark.parametrize("page", guide.PAGES)
def test_what_is_named_in_italics_is_called_so_in_the_window(page, language):
    sides = ("translation",) if language else ("source",)
    file = folders.resources() / "translations" / "reverie_de.ts"
    words = [e.text for side in sides for e in ElementTree.parse(file).iter(side)]
    known = {plain(text) for text in words if text}
    text = (folders.guide() / language / f"{page}.md").read_text(encoding="utf-8")
    named = re.findall(r"(?<!\*)\*([^*\n]+)\*(?!\*)", text)
    parts = {part for name in named for part in name.split(" → ")}
    assert {part for part in parts - TYPED if plain(part) not in known} == set()


def plain(text):
    return text.replace("&", "").rstrip(" .…")
