"""The list of the library, with the keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from desktop.panels.library_list import LibraryList, menu_of
from desktop.state.library_filter import LibraryFilter, Wish
from desktop.state.library_model import LibraryModel
from desktop.widgets.tips import rich
from tests.support.library_entries import USUAL, catalogue

KEY = Qt.Key


@pytest.fixture
def shown(qtbot):
    model, rows = LibraryModel(), LibraryFilter()
    rows.setSourceModel(model)
    model.show(catalogue(*USUAL))
    view = LibraryList(rows, lambda _entry: "")
    qtbot.addWidget(view)
    view.resize(400, 400)
    view.show()
    view.choose()
    view.held = (model, rows)
    return view


def test_arrows_choose_and_keys_act_on_what_is_chosen(qtbot, shown):
    assert shown.current().name == "half"
    with qtbot.waitSignal(shown.current_entry) as told:
        qtbot.keyClick(shown, KEY.Key_Down)
    assert told.args[0].name == "neg"
    for key, signal in (
        (KEY.Key_Return, shown.use_asked),
        (KEY.Key_Enter, shown.use_asked),
        (KEY.Key_Delete, shown.trash_asked),
        (KEY.Key_F2, shown.note_asked),
    ):
        with qtbot.waitSignal(signal) as told:
            qtbot.keyClick(shown, key)
        assert told.args[0].name == "neg"
    with qtbot.waitSignal(shown.copy_asked):
        qtbot.keyClick(shown, KEY.Key_C, Qt.KeyboardModifier.ControlModifier)
    with qtbot.assertNotEmitted(shown.trash_asked):
        qtbot.keyClick(shown, KEY.Key_Delete, Qt.KeyboardModifier.ShiftModifier)


def test_a_double_click_uses(qtbot, shown):
    place = shown.visualRect(shown.model().index(2, 0)).center()
    with qtbot.waitSignal(shown.use_asked) as told:
        qtbot.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=place)
        qtbot.mouseDClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told.args[0].name == "one"


def test_what_was_chosen_is_chosen_again_after_a_filter(shown):
    _model, rows = shown.held
    shown.choose("/models/two.safetensors")
    rows.choose(Wish(section="embedding"))
    shown.choose()
    assert shown.current().name == "neg"
    rows.choose(Wish(text="none"))
    seen = []
    shown.current_entry.connect(seen.append)
    shown.choose()
    assert seen == [None]


def test_a_menu_says_why_not(qtbot, qapp):
    done = []
    menu = menu_of(
        [("Use", "", lambda: done.append(1)), ("Trash", "It stays. <img src=x>", print)], None
    )
    assert isinstance(menu, QMenu)
    use, trash = menu.actions()
    use.trigger()
    assert done == [1]
    assert (trash.isEnabled(), trash.toolTip()) == (False, rich("It stays. <img src=x>"))
    assert "<img" not in trash.toolTip()
    menu.deleteLater()
