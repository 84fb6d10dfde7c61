"""What the canvas paints where: colours at chosen points."""

import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from desktop import theme
from desktop.canvas import frame_painter
from desktop.canvas.frame_painter import Scene
from desktop.canvas.framing import Mipmap
from desktop.canvas.viewport import Viewport


@pytest.fixture
def view():
    return Viewport(100, 100, 400, 400).fit()


def painted(scene: Scene) -> QImage:
    image = QImage(400, 400, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    frame_painter.paint(painter, scene)
    painter.end()
    return image


def solid(colour: str, size: int = 100) -> QImage:
    image = QImage(size, size, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return image


def at(image: QImage, view: Viewport, x: float, y: float) -> str:
    px, py = view.to_view(x, y)
    return image.pixelColor(int(px), int(py)).name()


def test_an_empty_frame_in_its_surround(qapp, view):
    image = painted(Scene(view))
    assert at(image, view, 50, 50) == theme.colour("field").name()
    assert image.pixelColor(3, 395) == theme.colour("canvas")


def test_proposal_covers_preview_covers_picture(qapp, view):
    scene = Scene(view, picture=Mipmap(solid("#ff0000")))
    assert at(painted(scene), view, 50, 50) == "#ff0000"
    scene.preview = solid("#00ff00", 8)
    assert at(painted(scene), view, 50, 50) == "#00ff00"
    scene.proposal = Mipmap(solid("#0000ff"))
    assert at(painted(scene), view, 50, 50) == "#0000ff"


def test_a_proposal_is_shown_whole_and_a_picture_is_cut_by_the_frame(qapp, view, halves):
    wide = Mipmap(halves(100, 50))
    image = painted(Scene(view, proposal=wide))
    assert at(image, view, 2, 50) == "#ff0000"
    assert at(image, view, 50, 10) == theme.colour("field").name()
    assert at(painted(Scene(view, picture=wide)), view, 10, 10) == "#ff0000"


def test_the_picture_ends_at_the_frame(qapp, view):
    image = painted(Scene(view.scaled_to(2.0, 200, 200), picture=Mipmap(solid("#ff0000"))))
    assert image.pixelColor(5, 5) == theme.colour("canvas")


def test_the_frame_has_black_and_white_dashes(qapp, view):
    image = painted(Scene(view, picture=Mipmap(solid("#777777"))))
    x, y, width, _ = view.rect()
    row = {image.pixelColor(int(x) + i, round(y) - 1).name() for i in range(int(width))}
    assert {"#000000", "#ffffff"} <= row


def test_the_label_stands_over_the_frame_on_the_tooltip_colours(qapp, view):
    plain = painted(Scene(view))
    image = painted(Scene(view, label="Proposal 2 of 4"))
    x, y, _, _ = view.rect()
    place = (int(x) + 1, int(y) - 14)
    assert image.pixelColor(*place) == theme.colour("tooltip")
    assert plain.pixelColor(*place) == theme.colour("canvas")


def test_the_label_stays_in_view_when_the_frame_does_not(qapp, view):
    image = painted(Scene(view.scaled_to(30.0, 200, 200), label="Proposal 2 of 4"))
    assert image.pixelColor(10, 10) == theme.colour("tooltip")


def test_the_label_stands_below_what_covers_the_upper_edge(qapp, view):
    image = painted(Scene(view, label="Proposal 2 of 4", covered=100))
    x, _, _, _ = view.rect()
    assert image.pixelColor(int(x) + 1, 104) != theme.colour("tooltip")
    assert image.pixelColor(int(x) + 1, 112) == theme.colour("tooltip")


def test_a_focused_canvas_has_a_ring(qapp, view):
    assert painted(Scene(view, focused=True)).pixelColor(1, 200) == theme.colour("accent_line")


def test_few_large_pixels_are_shown_as_they_are(qapp, halves):
    view = Viewport(8, 8, 400, 400).fit()  # 34 px a pixel
    image = painted(Scene(view, picture=Mipmap(halves(8, 8))))
    assert {at(image, view, 3.95, 4), at(image, view, 4.05, 4)} == {"#ff0000", "#0000ff"}


def test_noise_is_pale_and_never_twice_the_same(qapp):
    one, other = frame_painter.noise(32, 16), frame_painter.noise(32, 16)
    assert one.size().toTuple() == (32, 16)
    assert one != other
    values = [one.pixelColor(x, y).red() for x in range(32) for y in range(16)]
    assert min(values) >= 85
    assert max(values) <= 171
