"""What can be done on which page."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage


def test_what_belongs_to_create_says_so_elsewhere_and_comes_back(open_window):
    window = open_window()
    table = window.actions_table
    assert table["fit"].isEnabled()
    assert not table["look_again"].isEnabled()
    assert "Alt+3" in table["look_again"].toolTip()
    window.pages.show_page("library")
    for name in ("fit", "paste", "words", "canvas_only", "clear"):
        assert not table[name].isEnabled()
        assert "Create" in table[name].toolTip()
    assert table["look_again"].isEnabled()
    window.pages.show_page("create")
    assert table["fit"].isEnabled()
    assert table["words"].isEnabled()
    assert "empty" in table["clear"].toolTip()


def test_the_canvas_alone_ends_with_its_page(open_window):
    window = open_window()
    window.actions_table["canvas_only"].trigger()
    assert window.pages.rail.isHidden()
    window.actions_table["show_library"].trigger()
    assert not window.pages.rail.isHidden()
    assert window.models.page.isVisible()


def test_on_the_page_inside_no_picture_of_the_words_of_create_is_drawn(open_window, qtbot):
    window = open_window()
    generate, memory = window.actions_table["generate"], window.memory._memory
    window.page.words.words.prompt.setPlainText("a swan")
    for page, may in (("inside", False), ("library", True), ("create", True)):
        window.pages.show_page(page)
        assert generate.isEnabled() == may
        assert memory._is_held == (page == "inside")
    window.pages.show_page("inside")
    assert "Create" in generate.toolTip()
    qtbot.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not window.states.jobs.running


def test_undo_acts_on_the_canvas_only_where_it_is_seen(open_window):
    window = open_window()
    window.page.canvas.start_from_image(QImage(8, 8, QImage.Format.Format_RGB32))
    window.pages.show_page("library")
    window._undo.trigger()
    assert window.page.canvas.picture() is not None
    assert "Create" in window._undo.toolTip()
    window.pages.show_page("create")
    assert window._undo.isEnabled()
