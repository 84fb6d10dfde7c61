"""What is seen while something is dragged over a place that takes it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.widgets.drop_hint import DropHint


def test_it_covers_its_place_and_catches_nothing(qtbot):
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(300, 200)
    host.show()
    before = host.grab().toImage()
    hint = DropHint("List it here", host)
    assert not hint.isVisible()
    hint.show_over(host)
    assert hint.geometry() == host.rect()
    assert hint.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    assert host.grab().toImage() != before
    hint.hide()
    assert host.grab().toImage() == before
