"""The rail of pages."""

import pytest

from desktop.widgets.rail import EDGE, ENTRY, WIDEST, Rail


@pytest.fixture
def rail(qtbot):
    made = Rail()
    qtbot.addWidget(made)
    made.add("create", "Create", "brush", "Draw pictures")
    made.resize(made.width(), 400)
    made.show()
    return made


def test_it_shows_its_first_page(rail, qtbot):
    button = rail.add("gallery", "Gallery", "box", "All pictures")
    assert not button.isChecked()
    with qtbot.waitSignal(rail.chosen) as told:
        button.click()
    assert told.args == ["gallery"]
    assert button.isChecked()


def test_one_page_is_shown_at_a_time(rail):
    first = rail.findChildren(type(rail.add("b", "B", "box", "b")))[0]
    assert first.isChecked()
    second = rail.add("c", "C", "box", "c")
    second.click()
    assert not first.isChecked()
    second.click()
    assert second.isChecked()


def test_entries_stand_one_under_the_other_at_the_top(rail, qtbot):
    second = rail.add("gallery", "Gallery", "box", "All pictures")
    qtbot.waitUntil(lambda: second.geometry().top() == 8 + ENTRY.height() + 4)
    assert second.size() == ENTRY
    assert second.accessibleName() == "Gallery"
    assert "All pictures" in second.toolTip()


def test_it_is_as_wide_as_its_longest_word_needs(qtbot):
    rail = Rail()
    qtbot.addWidget(rail)
    first = rail.add("create", "Create", "brush", "Draw")
    assert first.size() == ENTRY
    word = "Verwirklichen"
    second = rail.add("models", word, "box", "Models")
    assert second.width() == first.width() > ENTRY.width()
    assert second.width() >= second.fontMetrics().horizontalAdvance(word)
    assert rail.width() == first.width() + 2 * EDGE
    rail.add("long", "x" * 80, "box", "Long")
    assert first.width() == WIDEST
