"""What the style sheet knows a widget by."""

from PySide6.QtWidgets import QPushButton

from desktop.widgets.sheet_role import set_primary


def test_a_button_that_is_shown_takes_the_look_of_its_role(qtbot):
    button = QPushButton("Go on")
    button.setStyleSheet('QPushButton[primary="true"] { background: red; }')
    qtbot.addWidget(button)
    button.show()
    plain = button.grab().toImage()
    set_primary(button, True)
    assert button.grab().toImage() != plain
    set_primary(button, False)
    assert button.grab().toImage() == plain
