"""Tooltips: plain text that breaks into lines."""

from PySide6.QtGui import Qt
from PySide6.QtWidgets import QPushButton

from desktop.widgets.tips import rich, set_tip


def test_tags_in_file_names_stay_text(qtbot):
    button = QPushButton()
    qtbot.addWidget(button)
    set_tip(button, "Which model.\n/data/<b>bold</b>")
    assert button.toolTip() == "<qt>Which model.<br>/data/&lt;b&gt;bold&lt;/b&gt;</qt>"
    assert button.accessibleDescription() == "Which model.\n/data/<b>bold</b>"
    assert Qt.mightBeRichText(button.toolTip())


def test_nothing_is_nothing():
    assert rich("") == ""
