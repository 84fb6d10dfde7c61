from PySide6.QtWidgets import QWidget

from desktop.widgets.kind_card import KindCard


def test_one_of_several_holds_and_looks_so_in_grey(qtbot):
    host = QWidget()
    qtbot.addWidget(host)
    cards = [
        KindCard("dog", "Pet", "An animal", host),
        KindCard("package", "Object", "A thing", host),
    ]
    for card in cards:
        card.resize(card.sizeHint())
    cards[0].click()
    cards[1].click()
    assert [card.isChecked() for card in cards] == [False, True]
    assert cards[1].accessibleName() == "Object"
    assert "A thing" in cards[1].toolTip()

    def grey(card):
        image = card.grab().toImage()
        low = image.height() - 8
        return min(image.pixelColor(40, y).lightness() for y in range(low, low + 6))

    assert grey(cards[0]) - grey(cards[1]) > 40
