import pytest
from PySide6.QtCore import Qt

from core.contract.teaching import STRENGTHS
from desktop.canvas.picture_cache import PictureCache
from desktop.panels.strength_pictures import StrengthPictures


@pytest.fixture
def pictures(qtbot):
    result = StrengthPictures(PictureCache(256, 1 << 20))
    qtbot.addWidget(result)
    result.resize(600, 140)
    result.show_strengths("/away.png", 0.8)
    result.show()
    return result


def test_the_usual_one_is_marked_and_a_click_says_another(qtbot, pictures):
    assert pictures.strip.key == 0.8
    for strength in STRENGTHS:
        with qtbot.waitSignal(pictures.chosen) as told:
            qtbot.mouseClick(
                pictures.strip,
                Qt.MouseButton.LeftButton,
                pos=pictures.strip.place_of(strength).center(),
            )
        assert told.args == [strength]


def test_a_strength_of_a_persons_own_marks_none(pictures):
    pictures.show_strengths("/away.png", 0.55)
    assert pictures.strip.key not in STRENGTHS
