"""All about one entry."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel

from desktop.panels.library_details import LibraryDetails
from desktop.widgets.chip import Chip
from desktop.widgets.elided_label import ElidedLabel
from tests.support.library_entries import USUAL, broken


@pytest.fixture
def details(qtbot):
    made = LibraryDetails()
    qtbot.addWidget(made)
    made.resize(288, 700)
    made.show()
    return made


def texts(details):
    labels = [label for label in details.findChildren(QLabel) if label.isVisible()]
    values = [label for label in details.findChildren(ElidedLabel) if label.isVisible()]
    return " | ".join(label.text() for label in (*labels, *values))


def test_nothing_is_shown_of_nothing(details):
    assert not details.use.isVisible()
    assert details.entry() is None
    details.show_entry(USUAL[0], "", {})
    details.show_entry(None, "", {})
    assert not details.use.isVisible()


def test_facts_words_and_the_note(qtbot, details):
    details.show_entry(USUAL[2], "good for <i>faces</i>", {"use": "It draws nothing."}, "Twice.")
    qtbot.waitUntil(lambda: "LoRA · SDXL" in texts(details))
    assert "Twice." in texts(details)
    assert details.note.toPlainText() == "good for <i>faces</i>"
    assert not details.use.isEnabled()
    assert "It draws nothing." in details.use.toolTip()
    chips = details.findChildren(Chip)
    with qtbot.waitSignal(details.word_asked) as told:
        chips[1].click()
    assert told.args == ["soft <b>light</b>"]


def test_a_note_is_kept_when_one_stops_writing_or_goes_on(qtbot, details):
    one, two = USUAL[0], USUAL[1]
    details.show_entry(one, "old", {})
    details.note.setPlainText("new")
    details.show_entry(one, "old", {})  # something else was learnt of it meanwhile
    assert details.note.toPlainText() == "new"
    with qtbot.waitSignal(details.note_written) as told:
        details.show_entry(two, "", {})
    assert told.args == [one, "new"]
    with qtbot.assertNotEmitted(details.note_written, wait=900):
        details.show_entry(one, "new", {})
    details.note.setPlainText("newer")
    with qtbot.waitSignal(details.note_written, timeout=3000) as told:
        pass
    assert told.args == [one, "newer"]


def test_buttons_act_on_what_is_shown(qtbot, details):
    details.show_entry(USUAL[0], "", {})
    for button, signal in (
        (details.use, details.use_asked),
        (details.show_file, details.show_asked),
        (details.copy, details.copy_asked),
        (details.trash, details.trash_asked),
        (details.work_out, details.hash_asked),
    ):
        with qtbot.waitSignal(signal) as told:
            button.click()
        assert told.args == [USUAL[0]]
    details.show_entry(replace(USUAL[0], sha256="0" * 64), "", {})
    assert not details.work_out.isVisible()


def test_trouble_is_a_sentence(details):
    details.show_entry(broken(), "", {"use": "x"})
    assert "ends too early" in texts(details)
    details.show_entry(replace(USUAL[0], is_there=False), "", {})
    assert "Not there now" in texts(details)
    assert not details.show_file.isEnabled()


def test_a_picture_or_an_icon(details):
    details.show_entry(USUAL[0], "", {})
    details.show_picture(None, "box")
    picture = QImage(400, 100, QImage.Format.Format_RGB32)
    picture.fill(0xFF00FF00)
    details.show_picture(picture, "box")
    shown = details.findChildren(QLabel)[0].pixmap()
    assert shown.width() > 2 * shown.height()


def test_a_picture_that_came_before_the_page_had_its_width_grows_with_it(qtbot):
    details = LibraryDetails()
    qtbot.addWidget(details)
    details.resize(80, 700)
    details.show()
    details.show_entry(USUAL[0], "", {})
    details.show_picture(QImage(640, 256, QImage.Format.Format_RGB32), "box")
    details.resize(288, 700)
    widths = [label.pixmap().width() for label in details.findChildren(QLabel) if label.pixmap()]
    assert max(widths) > 200


def test_a_note_is_kept_when_the_window_goes(qtbot, details):
    details.show_entry(USUAL[0], "", {})
    details.note.setPlainText("new")
    with qtbot.waitSignal(details.note_written, timeout=300) as told:
        details.hide()
    assert told.args == [USUAL[0], "new"]
