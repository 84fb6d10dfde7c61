"""A card: fill, hairline, round corners."""

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop import theme
from desktop.widgets.card import Card, fitting_height


def test_it_is_filled_and_leaves_its_corners_open(qtbot):
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(100, 80)
    card = Card(host, fill="bad_fill")
    card.edge = "bad"
    card.resize(100, 80)
    host.show()
    image = host.grab().toImage()
    assert image.pixelColor(50, 40) == theme.colour("bad_fill")
    assert image.pixelColor(50, 0) == theme.colour("bad")
    assert image.pixelColor(0, 0) == host.palette().color(host.backgroundRole())


def test_the_fitting_height_grows_with_the_lines(qtbot):
    card = Card()
    qtbot.addWidget(card)
    assert fitting_height(card, 100) == card.sizeHint().height()  # it holds nothing
    label = QLabel(" ".join(["words"] * 40))
    label.setWordWrap(True)
    QVBoxLayout(card).addWidget(label)
    assert fitting_height(card, 200) > fitting_height(card, 400) >= label.fontMetrics().height()
