"""A list with a search that drops from a button."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from desktop.widgets.search_popup import Row, SearchPopup

KEY = Qt.Key
NAMES = ("swan", "goose", "swallow")


@pytest.fixture
def opened(qtbot):
    """A function: the popup, open; what pytest-qt does between a fixture and its test would close it."""
    button = QPushButton("x")
    qtbot.addWidget(button)
    with qtbot.waitExposed(button):
        button.show()
    made = SearchPopup("Search", "Nothing here.", button)
    made.searched.connect(lambda text: made.set_rows([Row(n, n) for n in NAMES if text in n]))

    def opened() -> SearchPopup:
        made.open_under(button)
        return made

    yield opened
    button.close()


def shown(popup):
    return [popup.rows.item(row).text() for row in range(popup.rows.count())]


def test_writing_searches(opened, qtbot):
    popup = opened()
    assert shown(popup) == list(NAMES)
    qtbot.keyClicks(popup.search, "sw")
    assert shown(popup) == ["swan", "swallow"]
    qtbot.keyClicks(popup.search, "x")
    assert popup.rows.isHidden()
    assert popup.empty.isVisible()


def test_arrows_choose_while_one_writes_and_enter_takes(opened, qtbot):
    popup = opened()
    with qtbot.waitSignal(popup.chosen) as told:
        qtbot.keyClick(popup.search, KEY.Key_Down)
        qtbot.keyClick(popup.search, KEY.Key_Return)
    assert told.args == [1]
    assert popup.isHidden()


def test_enter_takes_nothing_where_nothing_is(opened, qtbot):
    popup = opened()
    qtbot.keyClicks(popup.search, "zzz")
    qtbot.keyClick(popup.search, KEY.Key_Return)
    assert popup.isVisible()


def test_a_click_takes(opened, qtbot):
    popup = opened()
    place = popup.rows.visualItemRect(popup.rows.item(2)).center()
    with qtbot.waitSignal(popup.chosen) as told:
        qtbot.mouseClick(popup.rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told.args == [2]


def test_esc_takes_it_away(opened, qtbot):
    popup = opened()
    qtbot.keyClick(popup.search, KEY.Key_Escape)
    assert popup.isHidden()
