from PySide6.QtCore import Qt

from desktop.state.photos_model import PhotoRole


def test_twins_need_a_look_and_can_be_left_out_together(qtbot, wizard):
    step = wizard.photos
    wizard.bar.button(1).click()
    assert "1 need a look" in step.summary.text()
    step.leave_out.click()
    assert [photo.is_in for photo in step.draft.photos] == [True, True, True, False]
    assert step.summary.text().startswith("Ready. 3 photos.")
    assert step.problem() == ""


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
