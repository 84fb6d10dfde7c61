from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from core.contract.draft import DraftPhoto
from core.contract.errors import PictureBroken
from core.files.photos.crop import Box
from core.files.photos.report import Finding, PhotoReport
from desktop.wizards.photo_details import PhotoDetails

PHOTO = DraftPhoto("/p/ä <b>.jpg")
REPORT = PhotoReport(
    Path(PHOTO.path),
    0,
    (800, 600),
    Box(0.4, 0.4, 0.5, 0.5),
    findings=(Finding("small_subject", {"share": 0.02}),),
)


@pytest.fixture
def details(qtbot):
    result = PhotoDetails()
    qtbot.addWidget(result)
    image = QImage(80, 60, QImage.Format.Format_RGB32)
    image.fill(0)
    result.show_photo(PHOTO, REPORT, image, needs_words=False)
    result.show()
    return result


def test_each_finding_has_its_sentence_and_a_fix(qtbot, details):
    assert "2 %" in details.says.text()
    assert details.name.text() == "ä <b>.jpg"
    with qtbot.waitSignal(details.edited) as told:
        details.closer.click()
    left, _top, right, _bottom = told.args[0].crop
    assert right - left < 0.5
    assert left <= 0.4 < 0.5 <= right


def test_a_closer_crop_may_be_rid_of_another_face(details):
    findings = (Finding("other_face", {"count": 1}),)
    details.show_photo(PHOTO, replace(REPORT, findings=findings), None, needs_words=False)
    assert details.closer.isVisible()
    assert details.closer.text() == "Crop closer"


def test_the_proposed_crop_can_be_had_again(qtbot, details):
    assert not details.proposed.isVisible()
    cut = replace(PHOTO, crop=(0.0, 0.0, 0.5, 0.5))
    details.show_photo(cut, REPORT, None, needs_words=False)
    with qtbot.waitSignal(details.edited) as told:
        details.proposed.setFocus()
        details.proposed.click()
    assert told.args == [PHOTO]
    details.show_photo(PHOTO, REPORT, None, needs_words=False)
    assert not details.proposed.isVisible()
    assert details.view.hasFocus()


def test_leaving_out_keeping_turning_and_words_are_told(qtbot, details):
    heard = []
    details.edited.connect(heard.append)
    details.keep.click()
    details.leave_out.click()
    details.turn.click()
    details.words.setPlainText("a red scarf ")
    assert [heard[0].is_looked_at, heard[1].is_in, heard[2].turn, heard[3].caption] == [
        True,
        False,
        1,
        "a red scarf",
    ]


@pytest.mark.parametrize(("quarters", "way"), [(0, "right"), (1, "right"), (3, "left")])
def test_one_that_lies_on_its_side_is_turned_to_where_it_stands(details, quarters, way):
    findings = (Finding("on_its_side", {"quarters": quarters}),) if quarters else ()
    turns = []
    details.edited.connect(lambda photo: turns.append(photo.turn))
    for turn in (0, 2):
        photo, report = replace(PHOTO, turn=turn), replace(REPORT, findings=findings)
        details.show_photo(photo, report, None, needs_words=False)
        assert ("on its side" in details.says.text()) == bool(quarters)
        assert way in details.turn.toolTip()
        details.turn.click()
    assert turns == [quarters or 1, (2 + (quarters or 1)) % 4]


def test_what_is_kept_is_no_longer_spoken_of_and_a_further_space_leaves_nothing_out(qtbot, details):
    details.edited.connect(lambda photo: details.show_photo(photo, REPORT, None, needs_words=False))
    details.keep.setFocus()
    qtbot.waitUntil(details.keep.hasFocus)
    qtbot.keyClick(details.keep, Qt.Key.Key_Space)
    assert details.says.text() == "You keep it as it is."
    assert details.view.hasFocus()
    assert details.photo().is_in


def test_of_what_is_cut_off_the_crop_goes_around_it(details):
    texts = []
    for code in ("small_subject", "cut_off"):
        report = replace(REPORT, findings=(Finding(code, {"share": 0.02, "lost": 0.5}),))
        details.show_photo(PHOTO, report, None, needs_words=False)
        texts.append(details.closer.text())
    assert texts == ["Crop closer", "Crop around it"]


def test_dragging_the_box_is_a_crop(qtbot, details):
    details.view.setFocus()
    qtbot.keyClicks(details.view, "-")
    assert details.photo().crop != ()


def test_an_unreadable_photo_says_why_and_can_only_be_left_out(details):
    broken = PhotoReport(
        Path(PHOTO.path),
        0,
        findings=(Finding("unreadable"),),
        problem=PictureBroken(PHOTO.path, "it ends"),
    )
    details.show_photo(PHOTO, broken, None, needs_words=False)
    assert "damaged" in details.says.text()
    assert details.leave_out.isVisible()
    assert not details.keep.isVisible()
    assert not details.turn.isVisible()


def test_without_a_photo_nothing_can_be_done(details):
    details.show_photo(None, None, None, needs_words=True)
    assert not details.isEnabled()


def test_words_that_lie_with_a_photo_are_shown_and_changed_ones_are_told(qtbot, details):
    report = PhotoReport(Path(PHOTO.path), 0, (10, 10), words="a house by a lake")
    details.show_photo(PHOTO, report, None, needs_words=True)
    assert details.words.toPlainText() == "a house by a lake"
    with qtbot.waitSignal(details.edited) as told:
        details.words.setPlainText("a house\nby the sea")
    assert told.args[0].caption == "a house by the sea"
    with qtbot.waitSignal(details.edited) as told:
        details.words.setPlainText("a house by a lake")
    assert told.args[0].caption == "", "as the file says"
    with qtbot.waitSignal(details.edited) as told:
        details.words.setPlainText(" ")
    assert told.args[0].is_wordless, "the file says too much"
    details.show_photo(told.args[0], report, None, needs_words=True)
    assert "lake" not in details.words.toPlainText()
    with qtbot.waitSignal(details.edited) as told:
        details.words.setPlainText("a house by a lake")
    assert not told.args[0].is_wordless


def test_enter_in_the_words_asks_for_the_next_one(qtbot, details):
    with qtbot.waitSignal(details.next_asked):
        qtbot.keyClick(details.words, Qt.Key.Key_Return)
    assert "\n" not in details.words.toPlainText()


def test_a_crop_that_was_saved_a_bit_beyond_the_edge_ends_at_it(details):
    old = replace(PHOTO, crop=(0.25, 0.0, 1.0000000000000002, 1.0))
    details.show_photo(old, REPORT, None, needs_words=False)
    assert details.view.box() == (0.25, 0.0, 1.0, 1.0)


def test_what_the_tile_says_is_said_beside_it_too(details):
    fine = replace(REPORT, findings=())
    details.show_photo(PHOTO, fine, None, needs_words=True, wordless=True)
    assert details.says.text().startswith("It has no words yet")
    details.show_photo(replace(PHOTO, is_in=False), fine, None, needs_words=True, wordless=True)
    assert details.says.text() == "Left out: nothing is learned from it."
    details.show_photo(replace(PHOTO, is_in=False), REPORT, None, needs_words=False)
    assert details.says.text().startswith("Left out")
    assert "2 %" in details.says.text()
    details.show_photo(PHOTO, fine, None, needs_words=False)
    assert details.says.text() == "Nothing is wrong with it."


def test_an_unreadable_photo_can_have_no_words(details):
    broken = replace(REPORT, problem=PictureBroken(PHOTO.path, "it ends"))
    details.show_photo(PHOTO, broken, None, needs_words=True)
    assert not details.words.isEnabled()
    details.show_photo(PHOTO, None, None, needs_words=True)
    assert details.words.isEnabled()


def test_the_keyboard_goes_from_a_button_that_leaves_to_the_one_in_its_place(qtbot, details):
    details.edited.connect(lambda photo: details.show_photo(photo, REPORT, None, needs_words=False))
    details.activateWindow()
    for button, heir in (
        (details.leave_out, details.take_in),
        (details.take_in, details.leave_out),
        (details.keep, details.view),
    ):
        button.setFocus()
        qtbot.waitUntil(button.hasFocus)
        qtbot.keyClick(button, Qt.Key.Key_Space)
        assert not button.isVisible()
        assert heir.hasFocus()


def test_of_several_people_the_largest_is_said_to_be_learned_until_a_crop_is_drawn(details):
    faces = (Box(0.4, 0.2, 0.5, 0.3), Box(0.7, 0.2, 0.79, 0.29))
    several = replace(REPORT, faces=faces, findings=())
    details.show_photo(PHOTO, several, None, needs_words=False)
    assert details.says.text().startswith("2 faces are in the photo: the largest is learned.")
    drawn = replace(PHOTO, crop=(0.6, 0.1, 0.9, 0.4))
    details.show_photo(drawn, several, None, needs_words=False)
    assert details.says.text() == "Nothing is wrong with it."


def test_where_the_face_is_outside_the_crop_can_go_around_it(details):
    outside = replace(REPORT, findings=(Finding("no_face", {"outside": True}),))
    details.show_photo(PHOTO, outside, None, needs_words=False)
    assert details.closer.isVisible()
    assert details.closer.text() == "Crop around it"
    nowhere = replace(REPORT, findings=(Finding("no_face"),))
    details.show_photo(PHOTO, nowhere, None, needs_words=False)
    assert not details.closer.isVisible()


def test_examples_of_words_are_english_in_every_language(details, qapp, longer):
    details.show_photo(PHOTO, REPORT, None, needs_words=True)
    assert details.words.placeholderText() == "a house by a lake, evening light …"
    details.show_photo(PHOTO, REPORT, None, needs_words=False)
    assert details.words.placeholderText() == "a red scarf, on the beach …"
