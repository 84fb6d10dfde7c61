"""An empty part of the library says what to do."""

from desktop.panels.library_empty import LibraryEmpty


def test_a_search_can_be_cleared_and_an_empty_library_filled(qtbot):
    empty = LibraryEmpty()
    qtbot.addWidget(empty)
    empty.show()
    empty.say("Nothing matches “<b>”.", searched=True)
    assert empty.clear.isVisible()
    assert not empty.add.isVisible()
    with qtbot.waitSignal(empty.clear_asked):
        empty.clear.click()
    empty.say("Add the folder where your models are.", searched=False)
    assert not empty.clear.isVisible()
    with qtbot.waitSignal(empty.add_asked):
        empty.add.click()
