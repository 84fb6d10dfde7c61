"""Every action of the window once: its name, text, keys and menu. Menus and shortcuts come from here.

The table says what there is; what an action does is connected by the window. Only what works is in it.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from desktop import theme

SEPARATOR = "-"


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """Mark a text of the table for the translators; PySide's own is typed as giving any object."""
    return text


@dataclass(frozen=True)
class ActionSpec:
    """One line of the table. `keys` are portable key texts; `parent` is a menu's name."""

    name: str
    parent: str
    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    checkable: bool = False


MENUS: tuple[tuple[str, str], ...] = (
    ("file", QT_TRANSLATE_NOOP("actions", "&File")),
    ("edit", QT_TRANSLATE_NOOP("actions", "&Edit")),
    ("view", QT_TRANSLATE_NOOP("actions", "&View")),
    ("picture", QT_TRANSLATE_NOOP("actions", "&Picture")),
)
SUBMENUS: tuple[tuple[str, str, str], ...] = (
    ("theme", "view", QT_TRANSLATE_NOOP("actions", "&Colours")),
)
TABLE: tuple[ActionSpec, ...] = (
    ActionSpec(
        "open_picture",
        "file",
        QT_TRANSLATE_NOOP("actions", "&Open picture…"),
        ("Ctrl+O",),
        "image-plus",
    ),
    ActionSpec(
        "open_model",
        "file",
        QT_TRANSLATE_NOOP("actions", "Open a &model folder…"),
        (),
        "folder-open",
    ),
    ActionSpec(SEPARATOR, "file", ""),
    ActionSpec("show_pictures", "file", QT_TRANSLATE_NOOP("actions", "Show the pictures &folder")),
    ActionSpec(
        "move_pictures", "file", QT_TRANSLATE_NOOP("actions", "&Save pictures somewhere else…")
    ),
    ActionSpec(SEPARATOR, "file", ""),
    ActionSpec("quit", "file", QT_TRANSLATE_NOOP("actions", "&Quit"), ("Ctrl+Q",), "log-out"),
    ActionSpec(
        "paste",
        "edit",
        QT_TRANSLATE_NOOP("actions", "&Paste picture"),
        ("Ctrl+V",),
        "clipboard-paste",
    ),
    ActionSpec("clear", "edit", QT_TRANSLATE_NOOP("actions", "&Empty the canvas")),
    ActionSpec("words", "view", QT_TRANSLATE_NOOP("actions", "&Words"), ("F7",), checkable=True),
    ActionSpec(
        "results", "view", QT_TRANSLATE_NOOP("actions", "&Results"), ("F8",), checkable=True
    ),
    ActionSpec(
        "canvas_only",
        "view",
        QT_TRANSLATE_NOOP("actions", "Canvas &only"),
        ("F11",),
        checkable=True,
    ),
    ActionSpec(SEPARATOR, "view", ""),
    ActionSpec(
        "fit", "view", QT_TRANSLATE_NOOP("actions", "&Fit the frame"), ("Ctrl+0",), "maximize"
    ),
    ActionSpec("actual", "view", QT_TRANSLATE_NOOP("actions", "&100 %"), ("Ctrl+1",)),
    ActionSpec(
        "zoom_in",
        "view",
        QT_TRANSLATE_NOOP("actions", "Zoom &in"),
        ("Ctrl++", "Ctrl+="),
        "zoom-in",
    ),
    ActionSpec(
        "zoom_out", "view", QT_TRANSLATE_NOOP("actions", "Zoom o&ut"), ("Ctrl+-",), "zoom-out"
    ),
    ActionSpec(SEPARATOR, "view", ""),
    ActionSpec(
        "scheme_system",
        "theme",
        QT_TRANSLATE_NOOP("actions", "As the &system"),
        checkable=True,
    ),
    ActionSpec("scheme_light", "theme", QT_TRANSLATE_NOOP("actions", "&Light"), checkable=True),
    ActionSpec("scheme_dark", "theme", QT_TRANSLATE_NOOP("actions", "&Dark"), checkable=True),
    ActionSpec(
        "generate",
        "picture",
        QT_TRANSLATE_NOOP("actions", "&Generate"),
        ("Ctrl+Return", "Ctrl+Enter"),
        "sparkles",
    ),
    ActionSpec("stop", "picture", QT_TRANSLATE_NOOP("actions", "&Stop"), ("Esc",), "stop"),
    ActionSpec(
        "drop_waiting", "picture", QT_TRANSLATE_NOOP("actions", "&Forget what waits"), (), "x"
    ),
    ActionSpec(SEPARATOR, "picture", ""),
    ActionSpec("keep", "picture", QT_TRANSLATE_NOOP("actions", "&Keep the proposal"), (), "check"),
    ActionSpec(
        "discard", "picture", QT_TRANSLATE_NOOP("actions", "&Discard the proposal"), (), "x"
    ),
)


class Actions:
    """The table as QActions and menus of one window."""

    def __init__(self, window: QMainWindow) -> None:
        self._window = window
        self._actions: dict[str, QAction] = {}
        self.menus: dict[str, QMenu] = {}
        bar = window.menuBar()
        for name, text in MENUS:
            self.menus[name] = bar.addMenu(_translated(text))
        for spec in TABLE:
            self._add(spec)

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def names(self) -> list[str]:
        """All actions, in the order of the table."""
        return list(self._actions)

    def _add(self, spec: ActionSpec) -> None:
        menu = self._menu(spec.parent)
        if spec.name == SEPARATOR:
            menu.addSeparator()
            return
        action = QAction(_translated(spec.text), self._window)
        action.setObjectName(spec.name)
        action.setCheckable(spec.checkable)
        action.setShortcuts([QKeySequence(key) for key in spec.keys])
        if spec.icon:
            theme.set_icon(action, spec.icon, size=16)
        menu.addAction(action)
        self._window.addAction(action)  # works while the menu bar is hidden, too
        self._actions[spec.name] = action

    def _menu(self, name: str) -> QMenu:
        if name not in self.menus:
            parent, text = next((p, t) for n, p, t in SUBMENUS if n == name)
            self.menus[name] = self.menus[parent].addMenu(_translated(text))
        return self.menus[name]


def _translated(text: str) -> str:
    return QCoreApplication.translate("actions", text)
