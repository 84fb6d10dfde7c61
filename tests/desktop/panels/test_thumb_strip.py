import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt

from desktop.canvas.picture_cache import PictureCache
from desktop.panels.thumb_strip import GAP, Thumb, ThumbStrip

SIDE = 40


@pytest.fixture
def strip(qtbot, tmp_path):
    """Five squares of one picture, each redder than the one before; the third is marked."""
    row = Image.new("RGB", (5 * 16, 16))
    for place in range(5):
        row.paste((50 * place, 0, 0), (place * 16, 0, place * 16 + 16, 16))
    path = str(tmp_path / "row.png")
    row.save(path)
    cache = PictureCache(256, 1 << 20)
    result = ThumbStrip(cache, "Squares", SIDE)
    qtbot.addWidget(result)
    result.resize(5 * (SIDE + GAP), result.height())
    thumbs = [Thumb(place / 10, f"at {place}", path, place) for place in range(5)]
    result.chosen.connect(lambda key: result.show_thumbs(thumbs, key))
    result.show_thumbs(thumbs, 0.2)
    result.show()
    qtbot.waitUntil(lambda: cache.get(path) is not None, timeout=10_000)
    return result


def test_each_square_is_its_part_of_the_picture(strip):
    seen = strip.grab().toImage()
    reds = [seen.pixelColor(strip.place_of(place / 10).center()).red() for place in range(5)]
    assert reds == [0, 50, 100, 150, 200]


def test_clicks_and_arrow_keys_choose_and_stop_at_both_ends(qtbot, strip):
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=strip.place_of(0.3).center())
    assert strip.key == 0.3
    for _ in range(3):
        qtbot.keyClick(strip, Qt.Key.Key_Right)
    assert strip.key == 0.4
    for _ in range(7):
        qtbot.keyClick(strip, Qt.Key.Key_Left)
    assert strip.key == 0.0
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(strip.width() + 50, 5))
    qtbot.keyClick(strip, Qt.Key.Key_A)
    assert strip.key == 0.0


def test_where_there_is_no_room_those_around_the_marked_one_are_seen(strip):
    strip.resize(3 * (SIDE + GAP), strip.height())
    assert [strip.place_of(key / 10).isEmpty() for key in range(5)] == [True, *[False] * 3, True]
    strip.walk(1)
    strip.walk(1)
    assert [strip.place_of(key / 10).isEmpty() for key in range(5)] == [True, True, *[False] * 3]


def test_it_says_which_is_marked_and_without_any_it_walks_nowhere(strip):
    assert strip.accessibleName() == "Squares"
    assert strip.accessibleDescription() == "at 2"
    strip.show_thumbs([], -1.0)
    assert strip.accessibleDescription() == ""
    strip.walk(1)
    assert strip.key == -1.0


@pytest.mark.parametrize(("key", "found"), [(Qt.Key.Key_Right, 0.0), (Qt.Key.Key_Left, 0.4)])
def test_where_none_is_marked_the_keyboard_begins_at_an_end_and_is_seen(qtbot, strip, key, found):
    strip.show_thumbs(strip._thumbs, -1.0)
    strip.clearFocus()
    without = strip.grab().toImage()
    strip.setFocus()
    qtbot.waitUntil(strip.hasFocus)
    assert strip.grab().toImage() != without
    qtbot.keyClick(strip, key)
    assert strip.key == found


def test_only_the_left_button_chooses(qtbot, strip):
    for button in (Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton):
        qtbot.mouseClick(strip, button, pos=strip.place_of(0.4).center())
    assert strip.key == 0.2
