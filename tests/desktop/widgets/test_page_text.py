"""Pictures in a page of text."""

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QTextDocument

from desktop.widgets.page_text import PageText

IMAGE = QTextDocument.ResourceType.ImageResource.value


@pytest.fixture
def page(qtbot, tmp_path):
    for name, width in (("wide", 1280), ("narrow", 40)):
        QImage(width, 20, QImage.Format.Format_RGB32).save(str(tmp_path / f"{name}.png"))
    (tmp_path / "page.md").write_text("![a](wide.png)\n\n![b](narrow.png)\n")
    text = PageText()
    qtbot.addWidget(text)
    text.resize(400, 300)
    text.setSource(QUrl.fromLocalFile(str(tmp_path / "page.md")))
    text.show()
    return text


def width(page, name):
    picture = page.loadResource(IMAGE, QUrl(f"{name}.png"))
    return picture.width() / picture.devicePixelRatio()


def test_a_wide_picture_is_made_to_fit_and_a_narrow_one_left(page):
    assert 300 < width(page, "wide") <= page.viewport().width()
    assert width(page, "narrow") == 40


def test_nothing_has_to_be_scrolled_sideways(page, qtbot):
    qtbot.waitUntil(lambda: page.horizontalScrollBar().maximum() == 0)
    page.resize(700, 300)
    qtbot.waitUntil(lambda: width(page, "wide") > 500)
    page.resize(250, 300)
    qtbot.waitUntil(lambda: page.horizontalScrollBar().maximum() == 0)
