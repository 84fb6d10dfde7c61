"""A row of the library, painted."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyleOptionViewItem

from desktop.panels.library_row import HEIGHT, LibraryRow, icon_of, tip_of
from desktop.state.library_model import LibraryModel
from tests.support.library_entries import USUAL, broken, catalogue, entry


@pytest.fixture
def painted(qtbot):
    """A function: entry → its row as a picture."""
    view = QListView()
    qtbot.addWidget(view)

    def make(shown, *, in_use=False, selected=False):
        model, row = LibraryModel(), LibraryRow(lambda _entry: "", view)
        model.show(catalogue(shown))
        model.set_in_use(shown.path if in_use else "")
        option = QStyleOptionViewItem()
        option.rect = QRect(0, 0, 400, HEIGHT)
        if selected:
            option.state = QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus
        image = QImage(400, HEIGHT, QImage.Format.Format_RGB32)
        image.fill(0xFFFFFFFF)
        painter = QPainter(image)
        row.paint(painter, option, model.index(0))
        painter.end()
        assert row.sizeHint(option, model.index(0)).height() >= HEIGHT
        return image

    return make


def test_what_matters_can_be_told_from_the_row(painted):
    one = USUAL[0]
    usual = painted(one)
    for other in (
        painted(one, in_use=True),
        painted(one, selected=True),
        painted(replace(one, is_there=False)),
        painted(broken()),
        painted(entry("/models/" + "x" * 300)),
    ):
        assert other != usual


def test_an_icon_for_every_kind_and_trouble():
    assert icon_of(USUAL[0]) == "box"
    assert icon_of(USUAL[2]) == "layers"
    assert icon_of(broken()) == "triangle-alert"
    assert icon_of(replace(broken(), is_there=False)) == "unplug"


def test_the_tooltip_has_all_that_a_row_may_cut(qapp):
    lines = tip_of(broken()).splitlines()
    assert "ends too early" in lines[1]
    assert lines[2] == broken().path
