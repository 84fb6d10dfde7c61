"""The table of actions: names, keys and menus."""

from collections import Counter

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMainWindow

from desktop.actions import MENUS, SEPARATOR, SUBMENUS, TABLE, Actions


def test_no_name_and_no_key_stands_twice():
    names = Counter(spec.name for spec in TABLE if spec.name != SEPARATOR)
    assert max(names.values()) == 1
    keys = Counter(key for spec in TABLE for key in spec.keys)
    assert max(keys.values()) == 1


def test_every_parent_is_a_menu():
    menus = {name for name, _text in MENUS} | {name for name, _parent, _text in SUBMENUS}
    assert {spec.parent for spec in TABLE} <= menus


def test_mnemonics_are_unique_within_a_menu():
    for menu, _text in MENUS:
        texts = [spec.text for spec in TABLE if spec.parent == menu and spec.text]
        texts += [text for _name, parent, text in SUBMENUS if parent == menu]
        letters = Counter(text[text.index("&") + 1].lower() for text in texts)
        assert max(letters.values()) == 1, menu


def test_actions_are_in_their_menus_and_on_the_window(qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    actions = Actions(window)
    assert actions["generate"] in actions.menus["picture"].actions()
    assert actions["generate"] in window.actions()
    assert QKeySequence("Ctrl+Return") in actions["generate"].shortcuts()
    assert actions["scheme_dark"].isCheckable()
    assert set(actions.names()) == {s.name for s in TABLE if s.name != SEPARATOR}
