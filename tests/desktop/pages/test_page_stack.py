"""Pages and the rail that chooses."""

from PySide6.QtWidgets import QLineEdit

from desktop.pages.page_stack import PageSpec, PageStack


def test_one_page_is_seen_and_the_keyboard_begins_where_the_page_says(qtbot):
    one, two = QLineEdit(), QLineEdit()
    stack = PageStack(
        (
            PageSpec("one", "One", "box", "the first", one, lambda: one),
            PageSpec("two", "Two", "box", "the second", two, lambda: two),
        )
    )
    qtbot.addWidget(stack)
    stack.show()
    assert (one.isVisible(), two.isVisible()) == (True, False)
    one.setText("kept")
    with qtbot.waitSignal(stack.changed) as told:
        stack.show_page("two")
    assert told.args == ["two"]
    assert (stack.key, two.isVisible()) == ("two", True)
    assert stack.focusWidget() is two or two.hasFocus() or stack.window().focusWidget() is two
    stack.rail.chosen.emit("one")
    assert one.isVisible()
    assert one.text() == "kept"
