import json
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication

from core.contract.draft import Draft, DraftPhoto
from core.files.photos.report import Finding, PhotoReport, SetReport
from desktop.state.photos_model import PhotoRole
from desktop.wizards.photos_step import PhotosStep


def test_twins_need_a_look_and_can_be_left_out_together(qtbot, wizard):
    step = wizard.photos
    wizard.bar.button(1).click()
    assert "one needs a look" in step.summary.text()
    step.leave_out.click()
    assert [photo.is_in for photo in step.draft.photos] == [True, True, True, False]
    assert step.summary.text().startswith("Ready. 3 photos.")
    assert step.problem() == ""


def test_one_that_lies_on_its_side_is_turned_and_not_left_out(
    qtbot, wizard, photos, checks, monkeypatch
):
    step = wizard.photos
    step.change(photos=photos[:3])  # without the twin
    monkeypatch.setattr(checks, "reports", lambda asked: [lying(photo) for photo in asked])
    checks.told.emit()
    assert step.leave_out.isHidden()
    step.leave_out.click()
    assert all(photo.is_in for photo in step.draft.photos)


def lying(photo):
    found = (Finding("on_its_side", {"quarters": 1}),)
    return PhotoReport(Path(photo.path), 0, (8, 8), findings=found)


def test_fewer_than_three_block(qtbot, wizard):
    step = wizard.photos
    wizard.bar.button(1).click()
    step.tiles.setCurrentIndex(step.model.index(0))
    for _ in range(2):
        qtbot.keyClick(step.tiles, Qt.Key.Key_Delete)
    assert len(step.draft.photos) == 2
    assert "here are 2" in step.problem()
    assert not wizard.next.isEnabled()


def test_photos_that_come_twice_are_there_once(qtbot, wizard, photos, checks):
    step = wizard.photos
    step.add_paths([photos[0].path, "/away/new.jpg"])
    assert len(step.draft.photos) == 5
    qtbot.waitUntil(lambda: checks.progress == (5, 5), timeout=10_000)
    qtbot.wait(450)
    index = step.model.index(4)
    assert not index.data(PhotoRole.REPORT).usable


def test_the_chosen_photo_keeps_its_place_when_it_changes(wizard):
    step = wizard.photos
    step.tiles.setCurrentIndex(step.model.index(2))
    step.details.leave_out.click()
    assert step.tiles.currentIndex().row() == 2
    assert not step.details.photo().is_in


def test_a_style_needs_words_for_each_picture_and_enter_walks_through_them(
    qtbot, wizard, photos, tmp_path
):
    step = wizard.photos
    draft = replace(wizard.draft, kind="style", noun="", photos=wizard.draft.photos[:3])
    wizard.photos.edited.emit(draft)
    assert "3 pictures have no words yet" in step.summary.text()
    assert "no words" in step.problem()
    step.tiles.setCurrentIndex(step.model.index(0))
    for number in range(3):
        assert step.tiles.currentIndex().row() == number
        qtbot.keyClicks(step.details.words, f"house {number}")
        qtbot.keyClick(step.details.words, Qt.Key.Key_Return)
    assert [photo.caption for photo in wizard.draft.photos] == ["house 0", "house 1", "house 2"]
    assert step.problem() == ""
    assert "no words" not in step.summary.text()
    assert step.tiles.currentIndex().row() == 0


def test_a_style_has_no_crop_around_a_subject_and_any_shape_may_be_cut(qtbot, wizard):
    step = wizard.photos
    view = step.details.view
    assert view._shape() > 0
    for changed, is_free in (((), True), ((("buckets", "false"),), False)):
        style = replace(wizard.draft, kind="style", noun="", settings=changed)
        step.edited.emit(style)
        assert (view._shape() == 0) == is_free
        found = step._checks.reports(step.draft.photos)[0]
        assert (found.crop.left + found.crop.right) / 2 == pytest.approx(0.5)
        assert view.box() == found.crop.numbers


def test_of_a_person_head_and_shoulders_are_cut_and_a_photo_without_a_face_is_told(qtbot, wizard):
    step = wizard.photos
    hopper = DraftPhoto(str(Path(__file__).parents[2] / "data/people/hopper.jpg"))
    person = replace(wizard.draft, kind="person", noun="woman", photos=(hopper, *step.draft.photos))
    step.edited.emit(person)
    qtbot.waitUntil(lambda: step.checked.text() == "", timeout=20_000)
    step.tiles.setCurrentIndex(step.model.index(0))
    left, _top, right, bottom = step.details.view.box()
    assert (left, right, bottom) == (0, 1, pytest.approx(0.854, abs=0.03))
    assert "Nothing is wrong" in step.details.says.text()
    step.tiles.setCurrentIndex(step.model.index(1))
    assert "No face was found" in step.details.says.text()
    step.edited.emit(replace(person, settings=(("crop_around", "subject"),)))
    assert "No face was found" not in step.details.says.text()


def test_words_of_a_list_in_the_folder_count(qtbot, checks, photos, tmp_path):
    names = [Path(photo.path).name for photo in photos[:3]]
    lines = [json.dumps({"file_name": name, "text": "a house"}) for name in names]
    (tmp_path / "metadata.jsonl").write_text("\n".join(lines), encoding="utf-8")
    step = PhotosStep(checks)
    qtbot.addWidget(step)
    step.show_draft(Draft(kind="style", noun="", photos=photos[:3]))
    qtbot.waitUntil(lambda: "Ready. 3" in step.summary.text(), timeout=10_000)
    assert step.model.wordless() == 0
    assert step.details.words.toPlainText() == "a house"


def test_del_pressed_twice_takes_out_a_photo_and_the_one_after_it(qtbot, wizard, photos):
    step = wizard.photos
    step.add_paths(["/away/5.jpg", "/away/6.jpg"])
    paths = [photo.path for photo in step.draft.photos]
    step.tiles.setCurrentIndex(step.model.index(3))
    for _ in range(2):
        qtbot.keyClick(step.tiles, Qt.Key.Key_Delete)
    assert [photo.path for photo in step.draft.photos] == [*paths[:3], paths[5]]
    assert step.details.photo().path == paths[5]
    qtbot.keyClick(step.tiles, Qt.Key.Key_Delete)
    assert step.tiles.currentIndex().row() == 2, "after the last one comes the one before it"
    for _ in range(4):
        qtbot.keyClick(step.tiles, Qt.Key.Key_Delete)
    assert step.draft.photos == ()


def test_a_frame_can_be_dragged_while_photos_are_checked(qtbot, wizard, checks):
    step, view = wizard.photos, wizard.photos.details.view
    wizard.bar.button(1).click()
    step.details.turn.click()  # its picture is made anew each time it is shown
    qtbot.waitUntil(lambda: view._image is not None and checks.progress == (4, 4), timeout=10_000)
    qtbot.wait(450)
    step.details.view._set((0.2, 0.2, 0.6, 0.6))
    before, heard = view.box(), []
    view.cropped.connect(heard.append)
    middle = view.box_rect().center().toPoint()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseMove(view, middle + QPoint(20, 0))
    moved = view.box()
    assert moved != before
    checks.told.emit()
    assert view.box() == moved
    qtbot.mouseMove(view, middle + QPoint(30, 10))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=middle + QPoint(30, 10))
    assert heard == [view.box()]
    assert step.details.photo().crop == view.box() != before


def test_before_all_are_checked_nobody_is_told_that_there_are_too_few(
    qtbot, checks, photos, monkeypatch
):
    monkeypatch.setattr(checks._checker, "ask", lambda *_more, **_how: None)  # as slow as can be
    step = PhotosStep(checks)
    qtbot.addWidget(step)
    step.show_draft(Draft(photos=photos))
    assert step.summary.text() == "4 photos"
    assert step.checked.text() == "checked 0 of 4"
    assert step.problem() == ""
    step.show_draft(Draft(photos=photos[:2]))
    assert "Three usable photos are needed" in step.summary.text()


def test_photos_that_come_back_and_words_written_meanwhile_are_found(
    qtbot, checks, photos, tmp_path
):
    stick = tmp_path / "stick" / "a.jpg"
    draft = Draft(kind="style", noun="", photos=(*photos[:2], DraftPhoto(str(stick))))
    step = PhotosStep(checks)
    qtbot.addWidget(step)
    step.show_draft(draft)
    step.show()
    step.tiles.setCurrentIndex(step.model.index(2))
    qtbot.waitUntil(lambda: "unreadable 1" in step.summary.text(), timeout=10_000)
    qtbot.waitUntil(lambda: step.tile.thumbnails.error(str(stick)) is not None, timeout=10_000)
    step.hide()
    stick.parent.mkdir()
    Path(photos[2].path).rename(stick)
    step.show()
    qtbot.waitUntil(lambda: "3 pictures have no words" in step.summary.text(), timeout=10_000)
    qtbot.waitUntil(lambda: step.details.view._image is not None, timeout=10_000)
    for photo in draft.photos:
        Path(photo.path).with_suffix(".txt").write_text("a house")
    QGuiApplication.instance().applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    qtbot.waitUntil(lambda: "Ready. 3" in step.summary.text(), timeout=10_000)


def test_before_all_are_checked_nothing_is_said_of_all(qtbot, checks, photos, monkeypatch):
    step = PhotosStep(checks)
    qtbot.addWidget(step)
    step.show_draft(Draft(photos=photos))
    alike = SetReport("blocked", 2, 1, same_background=True, all_alike=True)
    monkeypatch.setattr(checks, "about", lambda _photos: alike)
    checks.progress = (2, 4)
    step._renew()
    assert step.summary.text() == "4 photos"
    assert step.problem() == ""
    near = SetReport("needs_look", 3, 0, same_background=True, all_alike=False)
    monkeypatch.setattr(checks, "about", lambda _photos: near)
    step._renew()
    assert step.summary.text() == "Ready. 3 photos."
    checks.progress = (4, 4)
    step._renew()
    assert "same background" in step.summary.text()
    monkeypatch.setattr(checks, "about", lambda _photos: alike)
    step._renew()
    assert "the same picture" in step.summary.text()
    assert "the same picture" in step.problem()


def test_enter_passes_over_what_can_have_no_words_and_the_tile_is_heard(
    qtbot, checks, photos, tmp_path
):
    (tmp_path / "broken.jpg").write_text("no picture")
    broken = DraftPhoto(str(tmp_path / "broken.jpg"))
    step = PhotosStep(checks)
    qtbot.addWidget(step)
    step.edited.connect(step.show_draft)
    step.show_draft(Draft(kind="style", noun="", photos=(photos[0], broken, *photos[1:3])))
    qtbot.waitUntil(lambda: "3 pictures have no words" in step.summary.text(), timeout=10_000)
    assert step.details.says.text().startswith("It has no words yet")
    qtbot.keyClick(step.details.words, Qt.Key.Key_Return)
    assert step.tiles.currentIndex().row() == 2
