"""A word to point at."""

from PySide6.QtCore import QEvent

from desktop.widgets.word_chip import WordChip


def test_mouse_and_keyboard_point_and_a_click_locks(qtbot):
    chip = WordChip("swan", "its map")
    qtbot.addWidget(chip)
    chip.show()
    pointed = []
    chip.pointed.connect(pointed.append)
    chip.setFocus()
    chip.leaveEvent(QEvent(QEvent.Type.Leave))
    assert pointed[-1] is False
    chip.click()
    assert chip.isChecked()
