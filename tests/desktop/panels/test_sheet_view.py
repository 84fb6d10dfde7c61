"""Each row of a sheet is seen over its sentence, as large as there is room."""

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QFontMetrics

from desktop.canvas.picture_cache import PictureCache
from desktop.panels.sheet_view import LINES, SheetView, shortened

ASKED = ("a photo of sks dog", "sks dog in front of a brick wall", "a photo of a dog")


@pytest.fixture
def view(qtbot, tmp_path):
    """A sheet of three rows, two pictures each: red, green and blue; before teaching all were black."""
    cache = PictureCache()
    result = SheetView(cache)
    qtbot.addWidget(result)
    for name, colours in (("now", ("red", "lime", "blue")), ("before", ("black",) * 3)):
        sheet = Image.new("RGB", (80, 120))
        for row, colour in enumerate(colours):
            sheet.paste(Image.new("RGB", (80, 40), colour), (0, 40 * row))
        sheet.save(tmp_path / f"{name}.png")
        path = str(tmp_path / f"{name}.png")
        cache.get(path)
        qtbot.waitUntil(lambda path=path: cache.get(path) is not None, timeout=10_000)
    result.path = str(tmp_path / "now.png")
    result.resize(600, 400)
    result.show()
    yield result
    cache.deleteLater()


def colour(view, spot):
    return view.grab().toImage().pixelColor(spot).name()


def test_every_row_has_a_place_of_its_own_with_room_for_its_sentence(view):
    view.show_rows(ASKED)
    places = view.places(QSize(80, 120))
    assert [colour(view, place.center()) for place in places] == ["#ff0000", "#00ff00", "#0000ff"]
    assert all(view.rect().contains(place) for place in places)
    below = [place.adjusted(0, place.height(), 0, LINES * 12) for place in places]
    assert all(view.rect().contains(box) for box in below)
    assert not any(box.intersects(other) for box in below for other in places)


def test_rows_lie_beside_each_other_where_that_makes_them_larger(view):
    view.show_rows(ASKED * 3)
    places = view.places(QSize(512, 9 * 256))
    assert len({place.left() for place in places}) > 1
    assert places[0].height() > view.height() / 9
    view.resize(160, 900)
    assert len({place.left() for place in view.places(QSize(512, 9 * 256))}) == 1


def test_a_sheet_that_nobody_knows_the_rows_of_is_seen_as_it_is(view):
    (whole,) = view.places(QSize(80, 120))
    assert whole.height() == view.height()
    assert view.sentence_at(whole.center()) == ""


def test_the_whole_sentence_is_told_over_its_row(view):
    view.show_rows(ASKED)
    for place, text in zip(view.places(QSize(80, 120)), ASKED, strict=True):
        assert view.sentence_at(place.center()) == text
    assert view.sentence_at(QPoint(0, 0)) == ""
    assert ASKED[1] in view.accessibleDescription()


def test_before_teaching_is_laid_over_the_left_of_each_picture(view):
    view.show_rows(ASKED)
    view.before, view.share = view.path.replace("now", "before"), 0.5
    pictures = view.pictures(QSize(80, 120))
    assert len(pictures) == 2 * len(ASKED)
    for place in pictures:
        left = QPoint(place.left() + place.width() // 4, place.center().y())
        right = QPoint(place.right() - place.width() // 4, place.center().y())
        assert colour(view, left) == "#000000"
        assert colour(view, right) in ("#ff0000", "#00ff00", "#0000ff")


def test_each_picture_of_a_sheet_has_a_place_whether_its_rows_are_known_or_not(view):
    for rows, sheet, count in (
        (ASKED, QSize(569, 853), 6),  # scaled: the squares are not whole pixels
        (ASKED, QSize(90, 130), 3),  # no squares
        ((), QSize(512, 512), 4),
        ((), QSize(512, 1024), 8),
        ((), QSize(30, 20), 1),
    ):
        view.show_rows(rows)
        pictures, places = view.pictures(sheet), view.places(sheet)
        assert len(pictures) == count
        assert sum(p.width() * p.height() for p in pictures) == sum(
            p.width() * p.height() for p in places
        )
        assert not any(
            one.intersects(other) for one in pictures for other in pictures if one != other
        )


def test_without_a_sheet_it_says_why_there_is_none(view):
    view.path, view.absent = "", ""
    bare = view.grab().toImage()
    view.absent = "The learning data was deleted."
    assert view.grab().toImage() != bare


def test_a_sentence_has_two_lines_and_says_where_it_goes_on(view):
    metrics = QFontMetrics(view.font())
    assert shortened("a dog", metrics, 400) == ["a dog"]
    wide = metrics.horizontalAdvance("sks dog in front")
    first, second = shortened("sks dog in front of a brick wall at night", metrics, wide)
    assert first == "sks dog in front"
    assert second.startswith("of a")
    assert second.endswith("…")
    assert all(metrics.horizontalAdvance(line) <= wide for line in (first, second))
