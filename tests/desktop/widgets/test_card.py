"""A card: fill, hairline, round corners."""

from PySide6.QtWidgets import QWidget

from desktop import theme
from desktop.widgets.card import Card


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
