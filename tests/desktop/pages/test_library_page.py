"""The Models page: what is seen for what was wished."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QPushButton

from core.files.catalogue.scan import Scanning
from desktop.pages.library_page import LibraryPage
from desktop.state.library_state import LibraryState
from tests.support.library_entries import USUAL, catalogue


@pytest.fixture
def library(qapp, own_folders):
    return LibraryState()


@pytest.fixture
def page(qtbot, library):
    made = LibraryPage(library)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    library.catalogue = catalogue(*USUAL)
    return made


def test_the_first_entry_is_chosen_and_told_of(page):
    assert page.current().name == "half"
    assert page.count.text() == "5 entries · 11 GB on disk"
    assert page.side.sections["model"].figure() == "3"


def test_search_family_order_and_parts_work_together(qtbot, page):
    page.search.setText("models")
    assert page.rows.rowCount() == 4
    page.family.setCurrentIndex(page.family.findData("sdxl"))
    page.family.activated.emit(page.family.currentIndex())
    assert page.rows.rowCount() == 2
    page.side.sections["lora"].click()
    assert [page.current().name, page.rows.rowCount()] == ["soft", 1]
    page.search.setText("nothing like it")
    assert page.empty.isVisible()
    page.empty.clear.click()
    assert page.rows.rowCount() == 5
    assert page.current().name == "soft"  # what was chosen stays chosen
    page.order.setCurrentIndex(page.order.findData("largest"))
    page.order.activated.emit(page.order.currentIndex())
    assert page.rows.index(0, 0).data() == "two · SDXL"


def test_a_folder_is_shown_alone(page):
    page.side.folders["/words"].click()
    assert page.rows.rowCount() == 1
    assert page.count.text().startswith("1 entry ·")


def test_an_empty_part_says_what_would_be_here(qtbot, page, library):
    library.catalogue = catalogue(USUAL[0])
    page.side.sections["lora"].click()
    assert page.empty.isVisible()
    with qtbot.waitSignal(page.add_asked):
        page.empty.add.click()
    library.progress = Scanning(3, 9)
    assert "3 of 9" in page.count.text()


def test_the_chosen_entry_stays_chosen_when_others_come_and_go(page, library):
    page.list.choose("/models/two.safetensors")
    library.catalogue = catalogue(*USUAL[1:])
    assert page.current().name == "two"
    library.catalogue = catalogue(*USUAL[2:])
    assert page.current() is not None


def test_the_keyboard_stays_in_the_middle_when_there_is_nothing_to_show(page):
    page.list.setFocus()
    page.side.section_chosen.emit("vae")
    assert page.focusWidget() is page.empty.add
    page.show_everything()
    assert page.focusWidget() is page.list


def test_there_is_a_place_for_one_more_way_to_get_models(qtbot, page):
    button = QPushButton("Download…")
    page.add_verb(button)
    qtbot.waitUntil(button.isVisible)
    assert abs(button.y() - page.add.y()) < button.height()


def test_folders_and_files_can_be_dropped(qtbot, page, tmp_path):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path)), QUrl("https://example.org/x")])
    none = Qt.KeyboardModifier.NoModifier
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, none
    )
    enter = QDragEnterEvent(
        QPointF(5, 5).toPoint(), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, none
    )
    page.dragEnterEvent(enter)
    assert page.hint.isVisible()
    page.dragLeaveEvent(QDragLeaveEvent())
    assert not page.hint.isVisible()
    with qtbot.waitSignal(page.dropped) as told:
        page.dropEvent(event)
    assert told.args == [[str(tmp_path)]]


def test_the_caret_goes_into_the_search(qtbot, page):
    page.activateWindow()
    page.focus_search()
    assert page.focusWidget() is page.search
    assert [region.entry for region in page.regions()][1] is page.search


def test_who_looks_for_a_hash_is_told_that_it_is_not_known_yet_and_can_have_it(
    qtbot, page, library
):
    asked = []
    library.hash = lambda entries: asked.extend(entries)
    page.search.setText("6ce0161689")
    assert "known once it was worked out" in page.empty._text.text()
    assert page.empty.hashes.text().startswith("Work out the hashes of 5 files")
    qtbot.mouseClick(page.empty.hashes, Qt.MouseButton.LeftButton)
    assert len(asked) == 5
    library.hashing = tuple(entry.path for entry in asked)
    assert "working out hashes, 5 to go" in page.count.text()
    assert page.empty.hashes.isHidden()
    first = replace(library.catalogue.entries[0], sha256="6ce0161689" + 54 * "0")
    library.catalogue = replace(library.catalogue, entries=(first, *library.catalogue.entries[1:]))
    assert page.rows.rowCount() == 1
    page.search.setText(first.sha256.upper())
    assert page.rows.rowCount() == 1
    page.search.setText("deadbeef cafe")
    assert page.rows.rowCount() == 0
    assert page.empty.hashes.isHidden()
