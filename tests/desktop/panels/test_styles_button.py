"""Styles from their list: added, saved, deleted and brought back."""

import pytest
from PySide6.QtCore import Qt

from core.contract.errors import FileUnreadable
from core.files import folders, styles
from core.files.styles import Style
from desktop.panels.styles_button import StylesButton


@pytest.fixture
def button(qtbot, state):
    styles.put(Style("Oil", "oil painting of {prompt}", "photo"))
    styles.put(Style("Ink", "ink"))
    made = StylesButton(state)
    qtbot.addWidget(made)
    made.show()
    return made


def shown(button):
    return [button.popup.rows.item(row).text() for row in range(button.popup.rows.count())]


def test_a_style_is_added_to_the_words(button, state):
    state.prompt, state.negative = "a swan", "blurry"
    button.click()
    assert shown(button) == ["Oil", "Ink"]
    button.popup.chosen.emit(0)
    assert (state.prompt, state.negative) == ("oil painting of a swan", "blurry, photo")
    button.popup.chosen.emit(1)
    assert state.prompt == "oil painting of a swan, ink"


def test_words_are_saved_under_the_name_in_the_field(button, state, qtbot):
    state.prompt, state.negative = "a {prompt} in snow", "summer"
    button.click()
    assert not button.save.isEnabled()
    assert "name" in button.save.toolTip()
    qtbot.keyClicks(button.popup.search, "Winter")
    button.save.click()
    assert styles.read()[-1] == Style("Winter", "a {prompt} in snow", "summer")
    assert shown(button) == ["Winter"]


def test_enter_saves_under_a_name_that_no_style_has(button, state, qtbot):
    state.prompt = "snow"
    button.click()
    qtbot.keyClicks(button.popup.search, "Winter")
    qtbot.keyClick(button.popup.search, Qt.Key.Key_Return)
    assert styles.read()[-1] == Style("Winter", "snow", "")
    assert button.popup.isVisible()


def test_nothing_is_saved_without_words(button, qtbot):
    button.click()
    qtbot.keyClicks(button.popup.search, "x")
    qtbot.keyClick(button.popup.search, Qt.Key.Key_Return)
    assert [style.name for style in styles.read()] == ["Oil", "Ink"]
    assert not button.save.isEnabled()
    assert "no words" in button.save.toolTip()


def test_a_deleted_style_can_be_brought_back(button):
    button.click()
    assert button.undo.isHidden()
    button.delete.click()
    assert shown(button) == ["Ink"]
    button.undo.click()
    assert {style.name for style in styles.read()} == {"Oil", "Ink"}
    assert button.undo.isHidden()


def test_a_broken_file_is_told_and_left_alone(button, qtbot):
    (folders.config() / styles.FILE).write_bytes(b"\xff\xfe")
    with qtbot.waitSignal(button.failed) as told:
        button.click()
    assert isinstance(told.args[0], FileUnreadable)
    assert button.popup.isHidden()


def test_nothing_is_cut_off_in_a_longer_language(qtbot, state, longer):
    styles.put(Style("Ink", "ink"))
    button = StylesButton(state)
    qtbot.addWidget(button)
    button.show()
    state.prompt = "a swan"
    button.click()
    button.delete.click()
    for each in (button.save, button.undo):
        assert each.width() >= each.sizeHint().width()
