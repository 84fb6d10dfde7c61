"""Questions one asks of a screenshot, asked of the Models page in every state that matters."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QPlainTextEdit

from core.files.catalogue.index import FolderState
from desktop.panels.library_list import LibraryList
from tests.desktop.test_what_one_sees import LARGE, SMALL, clipped, named, shown
from tests.support.library_entries import USUAL, broken, catalogue, entry

STATES = ["usual", "empty", "no hit", "broken", "away", "question"]


@pytest.fixture
def state(qtbot, own_theme, open_window):
    """A function: name of a state → the window with the Models page in it."""
    own_theme.apply("light")

    def make(name, size=SMALL):
        window = open_window(size=size)
        page, library = window.models.page, window.library
        window.pages.show_page("library")
        if name != "empty":
            gone = entry("/away/x.safetensors", "model", family="sd2", is_there=False)
            library.catalogue = catalogue(*USUAL, gone, away=("/away",))
        else:
            library.catalogue = catalogue()
        page.list.choose(
            {"broken": broken().path, "away": "/away/x.safetensors"}.get(name, USUAL[2].path)
        )
        if name == "no hit":
            page.search.setText("<b>nothing</b>")
        if name == "question":
            window.models.verbs.ask_trash(USUAL[2])
        qtbot.wait(50)
        return window

    return make


@pytest.mark.parametrize("name", STATES)
def test_nothing_is_clipped_in_a_language_40_percent_longer_at_15_px(state, longer, qapp, name):
    font, larger = qapp.font(), qapp.font()
    larger.setPointSizeF(15 * 72 / 96)
    qapp.setFont(larger)
    try:
        assert clipped(state(name)) == []
    finally:
        qapp.setFont(font)


@pytest.mark.parametrize("name", STATES)
@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_every_state_keeps_the_rules(state, name, size):
    window = state(name, size)
    buttons = shown(window, QAbstractButton)
    primary = [button for button in buttons if button.property("primary")]
    assert len(primary) == (0 if name in ("empty", "no hit") else 1)
    fields = shown(window, QLineEdit, QPlainTextEdit, QComboBox, LibraryList)
    for widget in (*buttons, *fields):
        if widget.objectName().startswith("qt_") or isinstance(widget.parent(), QLineEdit):
            continue  # Qt's own, inside a field
        assert widget.accessibleName() or getattr(widget, "text", str)(), named(widget)
        assert widget.isEnabled() or widget.toolTip(), named(widget)
    for label in shown(window, QLabel):
        assert not label.text() or label.textFormat() == Qt.TextFormat.PlainText, named(label)


def test_a_folder_with_tags_in_its_name_is_text(state):
    window = state("usual")
    window.models.page.side.show_folders([FolderState("/models/<b>x</b>", is_there=False)])
    window.models.page.side.show_counts(USUAL, 0)
    row = window.models.page.side.folders["/models/<b>x</b>"]
    assert "<b>x" not in row.toolTip()
