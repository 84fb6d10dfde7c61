"""Pages and the rail that chooses."""

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.pages.page_stack import PageSpec, PageStack
from desktop.pages.regions import Region


def test_one_page_is_seen_and_the_keyboard_begins_where_the_page_says(qtbot):
    one, two = QLineEdit(), QLineEdit()
    stack = PageStack(
        (
            PageSpec("one", "One", "box", "the first", lambda: one, lambda: one, list),
            PageSpec("two", "Two", "box", "the second", lambda: two, lambda: two, list),
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


def test_a_page_is_shown_before_one_of_its_actions_acts(qtbot):
    one, two = QLineEdit(), QLineEdit()
    seen = []
    stack = PageStack(
        (
            PageSpec("one", "One", "box", "", lambda: one, lambda: one, list),
            PageSpec(
                "two",
                "Two",
                "box",
                "",
                lambda: two,
                lambda: two,
                list,
                {"do": lambda: seen.append(stack.key)},
            ),
        )
    )
    qtbot.addWidget(stack)
    acts = stack.acts()
    assert set(acts) == {"show_one", "show_two", "do"}
    acts["do"]()
    assert seen == ["two"]
    acts["show_one"]()
    assert stack.key == "one"


def test_the_next_region_is_one_of_the_page_or_of_what_is_always_there(qtbot):
    one, other, status = QLineEdit(), QLineEdit(), QLineEdit()
    page, window = QWidget(), QWidget()
    for line in (one, other):
        line.setParent(page)
    regions = [Region(one, one), Region(other, other)]
    stack = PageStack(
        (PageSpec("one", "One", "box", "", lambda: page, lambda: one, lambda: regions),)
    )
    for part in (stack, status):
        part.setParent(window)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    one.setFocus()
    went = []
    for _ in range(3):
        stack.next_region(window.focusWidget(), Region(status, status))
        went.append(window.focusWidget())
    assert went == [other, status, one]


def test_a_page_is_made_when_it_is_first_shown_and_once(qtbot):
    made = []

    class Later:
        page = None

        def __call__(self):
            if self.page is None:
                self.page = QLineEdit()
                made.append(self.page)
            return self.page

    one, later = QLineEdit(), Later()
    stack = PageStack(
        (
            PageSpec("one", "One", "box", "", lambda: one, lambda: one, list),
            PageSpec("two", "Two", "box", "", later, later, list, {"do": lambda: None}),
        )
    )
    qtbot.addWidget(stack)
    stack.show()
    stack.acts()
    assert made == []
    for key in ("two", "one", "two"):
        stack.show_page(key)
    assert len(made) == 1
    assert made[0].isVisible()
