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
    result.show_strengths("/away.png", 0.8, 400)
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


def test_two_quick_keys_are_two_steps(qtbot, pictures):
    """Whoever is told answers later."""
    told = []
    pictures.chosen.connect(told.append)
    for _ in range(2):
        qtbot.keyClick(pictures.strip, Qt.Key.Key_Left)
    assert told == [0.6, 0.4]
    assert pictures.strip.key == 0.4
    assert "step 400" in pictures.strip.accessibleDescription()
    assert "Use it" in pictures.strip.accessibleDescription()


def test_a_strength_of_a_persons_own_marks_none(pictures):
    pictures.show_strengths("/away.png", 0.55, 400)
    assert pictures.strip.key not in STRENGTHS
