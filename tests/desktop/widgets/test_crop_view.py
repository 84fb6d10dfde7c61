import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage

from core.files.photos.crop import Box
from desktop.widgets.crop_view import LEAST, WHOLE, CropView, moved, pulled, resized

shares = st.floats(-2, 2)
boxes = st.tuples(st.floats(0, 0.4), st.floats(0, 0.4), st.floats(0.6, 1), st.floats(0.6, 1))


def inside(box):
    """To the last bit: a crop that reaches beyond the photo is refused where it is read."""
    return Box(*box).numbers == box


@given(boxes, shares, shares)
def test_a_moved_box_stays_inside_and_keeps_its_size(box, dx, dy):
    result = moved(box, dx, dy)
    assert inside(result)
    assert result[2] - result[0] == pytest.approx(box[2] - box[0])


@given(boxes, st.floats(0.01, 4))
def test_a_resized_box_stays_inside_and_keeps_its_shape(box, factor):
    result = resized(box, factor)
    assert inside(result)
    shape = (box[2] - box[0]) / (box[3] - box[1])
    assert (result[2] - result[0]) / (result[3] - result[1]) == pytest.approx(shape)


@given(boxes, st.integers(0, 3), shares, shares, st.sampled_from([0.0, 0.5, 0.75, 1.0, 4 / 3, 1.5]))
@example((0.22, 0.2, 0.94, 0.91), 3, -1.2, 1.2, 0.75)  # rounded to more than the photo is high
@example((0.09, 0.11, 0.88, 0.76), 1, -1.0, -0.4, 0.75)
def test_a_pulled_box_stays_inside_and_keeps_the_opposite_corner(box, corner, dx, dy, shape):
    result = pulled(box, corner, dx, dy, shape)
    assert inside(result)
    assert result[2] - result[0] >= min(LEAST, 0.1) - 1e-9
    opposite = ((2, 3), (0, 3), (0, 1), (2, 1))[corner]
    assert result[opposite[0]] == pytest.approx(box[opposite[0]])
    assert result[opposite[1]] == pytest.approx(box[opposite[1]])
    if shape:
        assert (result[2] - result[0]) / (result[3] - result[1]) == pytest.approx(shape)


@pytest.fixture
def view(qtbot):
    result = CropView("Part of the photo that is learned")
    qtbot.addWidget(result)
    result.resize(300, 300)
    image = QImage(200, 100, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.blue)
    result.show_photo(image, (0.25, 0.0, 0.75, 1.0))
    result.show()
    return result


def test_dragging_the_middle_moves_the_box_and_tells_it_once(qtbot, view):
    heard = []
    view.cropped.connect(heard.append)
    middle = view.box_rect().center().toPoint()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseMove(view, middle + QPoint(30, 0))
    qtbot.mouseMove(view, middle + QPoint(60, 40))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=middle + QPoint(60, 40))
    assert len(heard) == 1
    assert heard[0] == pytest.approx((0.45, 0.0, 0.95, 1.0), abs=0.01)


def test_pulling_a_corner_keeps_a_square_of_pixels(qtbot, view):
    corner = view.box_rect().bottomRight().toPoint()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=corner)
    qtbot.mouseMove(view, corner - QPoint(40, 40))
    with qtbot.waitSignal(view.cropped):
        qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=corner - QPoint(40, 40))
    box = view.box_rect()
    assert box.width() == pytest.approx(box.height(), abs=0.5)


def test_keys_move_and_resize(qtbot, view):
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.box()[0] == pytest.approx(0.27)
    qtbot.keyClicks(view, "-")
    assert view.box()[3] < 1.0
    before = view.box()
    qtbot.keyClicks(view, "+")
    assert view.box()[2] - view.box()[0] > before[2] - before[0]


def test_a_press_beside_the_box_does_nothing(qtbot, view):
    with qtbot.assertNotEmitted(view.cropped):
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    view.show_photo(None, WHOLE)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.box() == WHOLE


def test_a_drag_goes_on_while_more_becomes_known_of_the_photo(qtbot, view):
    image, heard = view._image, []
    view.cropped.connect(heard.append)
    middle = view.box_rect().center().toPoint()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseMove(view, middle + QPoint(30, 0))
    view.show_photo(image.copy(), (0.25, 0.0, 0.75, 1.0), same=True)
    assert view.box()[0] == pytest.approx(0.35, abs=0.01)
    qtbot.mouseMove(view, middle + QPoint(60, 0))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=middle + QPoint(60, 0))
    assert heard == [pytest.approx((0.45, 0.0, 0.95, 1.0), abs=0.01)]


def test_a_box_that_is_proposed_while_the_button_is_down_is_what_is_dragged(qtbot, view):
    middle = view.box_rect().center().toPoint()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=middle)
    view.show_photo(view._image, (0.1, 0.0, 0.6, 1.0), same=True)
    assert view.box() == (0.1, 0.0, 0.6, 1.0)
    with qtbot.waitSignal(view.cropped) as told:
        qtbot.mouseMove(view, middle + QPoint(30, 0))
        qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=middle + QPoint(30, 0))
    assert told.args[0] == pytest.approx((0.2, 0.0, 0.7, 1.0), abs=0.01)


def test_another_photo_ends_a_drag(qtbot, view):
    middle = view.box_rect().center().toPoint()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseMove(view, middle + QPoint(30, 0))
    view.show_photo(view._image, (0.0, 0.0, 0.5, 1.0))
    with qtbot.assertNotEmitted(view.cropped):
        qtbot.mouseMove(view, middle + QPoint(60, 0))
        qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=middle + QPoint(60, 0))
    assert view.box() == (0.0, 0.0, 0.5, 1.0)
