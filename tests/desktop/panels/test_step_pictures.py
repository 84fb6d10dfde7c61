import pytest
from PIL import Image
from PySide6.QtCore import Qt

from desktop.panels.step_pictures import StepPictures


@pytest.fixture
def sheets(tmp_path):
    found = {}
    for step in (0, 200, 400):
        path = tmp_path / f"{step}.png"
        Image.new("RGB", (30, 20), (step // 2, 0, 0)).save(path)
        found[step] = str(path)
    return found


@pytest.fixture
def pictures(qtbot, sheets):
    result = StepPictures()
    qtbot.addWidget(result)
    result.resize(400, 400)
    result.chosen.connect(lambda step: result.show_sheets(sheets, step))
    result.show_sheets(sheets, 200)
    result.show()
    return result


def test_one_flips_through_the_steps_by_button_key_and_click(qtbot, pictures):
    pictures.later.click()
    assert pictures.step == 400
    assert not pictures.later.isEnabled()
    qtbot.keyClick(pictures.strip, Qt.Key.Key_Left)
    qtbot.keyClick(pictures.strip, Qt.Key.Key_Left)
    assert pictures.step == 0
    qtbot.mouseClick(
        pictures.strip, Qt.MouseButton.LeftButton, pos=pictures.strip.place_of(200).center()
    )
    assert pictures.step == 200


def test_the_large_picture_is_the_one_of_the_step(qtbot, pictures, sheets):
    assert pictures.large.path == sheets[200]
    qtbot.waitUntil(lambda: pictures.cache.get(sheets[200]) is not None, timeout=10_000)
    assert "200" in pictures.title.text()


def test_a_step_without_a_picture_shows_the_one_before_it(pictures, sheets):
    pictures.show_sheets(sheets, 399)
    assert pictures.step == 200
    pictures.show_sheets({}, 5)
    assert pictures.large.path == ""
    assert not pictures.strip.isVisible()


def test_what_the_untrained_model_drew_is_laid_over_it_as_far_as_one_likes(qtbot, pictures, sheets):
    assert pictures.compare.isVisible()
    for path in (sheets[0], sheets[200]):
        qtbot.waitUntil(lambda path=path: pictures.cache.get(path) is not None, timeout=10_000)
    pictures.compare.setValue(50)
    seen = pictures.large.grab().toImage()
    middle, width = seen.height() // 2, seen.width()
    assert seen.pixelColor(width // 4, middle).red() == 0  # before
    assert seen.pixelColor(width * 3 // 4, middle).red() == 100  # after step 200
    pictures.show_sheets(sheets, 0)
    assert not pictures.compare.isVisible()
    assert "before teaching" in pictures.title.text()
    pictures.show_sheets({200: sheets[200]}, 200)
    assert not pictures.compare.isVisible(), "nothing is known of before"
