import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt

from desktop.panels.step_pictures import STRIP, StepPictures


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
    qtbot.mouseClick(pictures.strip, Qt.MouseButton.LeftButton, pos=QPoint(STRIP + 10, 10))
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
