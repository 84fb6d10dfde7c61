"""Every action of the window once: its name, text, keys and menu. Menus and shortcuts come from here.

The table says what there is; what an action does is connected by the window. Only what works is in it.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from desktop import theme

SEPARATOR = "-"


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """Mark a text of the table for the translators; PySide's own is typed as giving any object."""
    return text


@dataclass(frozen=True)
class ActionSpec:
    """One line of the table. `keys` are portable key texts; `parent` is a menu's name.

    `canvas_key` acts only while the canvas has the focus; the canvas itself hears it.
    """

    name: str
    parent: str
    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    checkable: bool = False
    canvas_key: str = ""


MENUS: tuple[tuple[str, str], ...] = (
    ("file", QT_TRANSLATE_NOOP("actions", "&File")),
    ("edit", QT_TRANSLATE_NOOP("actions", "&Edit")),
    ("view", QT_TRANSLATE_NOOP("actions", "&View")),
    ("picture", QT_TRANSLATE_NOOP("actions", "&Picture")),
    ("help", QT_TRANSLATE_NOOP("actions", "&Help")),
)
SUBMENUS: tuple[tuple[str, str, str], ...] = (
    ("theme", "view", QT_TRANSLATE_NOOP("actions", "Co&lours")),
    ("language", "help", QT_TRANSLATE_NOOP("actions", "&Language")),
    ("unload", "picture", QT_TRANSLATE_NOOP("actions", "When &idle, free memory")),
)
TABLE: tuple[ActionSpec, ...] = (
    ActionSpec(
        "open_picture",
        "file",
        QT_TRANSLATE_NOOP("actions", "&Open a picture…"),
        ("Ctrl+O",),
        "image-plus",
    ),
    ActionSpec(
        "open_model_file", "file", QT_TRANSLATE_NOOP("actions", "Open a model fi&le…"), (), "box"
    ),
    ActionSpec(
        "open_model",
        "file",
        QT_TRANSLATE_NOOP("actions", "Open a &model folder…"),
        (),
        "folder-open",
    ),
    ActionSpec(
        "add_models",
        "file",
        QT_TRANSLATE_NOOP("actions", "&Add a folder of models…"),
        (),
        "folder-plus",
    ),
    ActionSpec(
        "download_model",
        "file",
        QT_TRANSLATE_NOOP("actions", "&Download a model…"),
        (),
        "download",
    ),
    ActionSpec(
        "teach_photos",
        "file",
        QT_TRANSLATE_NOOP("actions", "&Teach from photos…"),
        (),
        "graduation-cap",
    ),
    ActionSpec(SEPARATOR, "file", ""),
    ActionSpec("show_pictures", "file", QT_TRANSLATE_NOOP("actions", "Show the pictures &folder")),
    ActionSpec(
        "move_pictures", "file", QT_TRANSLATE_NOOP("actions", "&Change the pictures folder…")
    ),
    ActionSpec(SEPARATOR, "file", ""),
    ActionSpec("quit", "file", QT_TRANSLATE_NOOP("actions", "&Quit"), ("Ctrl+Q",), "log-out"),
    ActionSpec(
        "paste",
        "edit",
        QT_TRANSLATE_NOOP("actions", "&Paste a picture"),
        ("Ctrl+V",),
        "clipboard-paste",
    ),
    ActionSpec("clear", "edit", QT_TRANSLATE_NOOP("actions", "&Empty the canvas")),
    ActionSpec(
        "find",
        "edit",
        QT_TRANSLATE_NOOP("actions", "&Find a model"),
        ("Ctrl+F",),
        "search",
    ),
    ActionSpec("show_create", "view", QT_TRANSLATE_NOOP("actions", "&Create"), ("Alt+1",), "brush"),
    ActionSpec(
        "show_library", "view", QT_TRANSLATE_NOOP("actions", "&Models"), ("Alt+3",), "library"
    ),
    ActionSpec(
        "show_teach", "view", QT_TRANSLATE_NOOP("actions", "&Teach"), ("Alt+4",), "graduation-cap"
    ),
    ActionSpec(
        "show_inside", "view", QT_TRANSLATE_NOOP("actions", "In&side"), ("Alt+5",), "scan-search"
    ),
    ActionSpec(SEPARATOR, "view", ""),
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
    ActionSpec("look_again", "view", QT_TRANSLATE_NOOP("actions", "Loo&k for new models"), ("F5",)),
    ActionSpec(
        "next_region", "view", QT_TRANSLATE_NOOP("actions", "&Next part of the window"), ("F6",)
    ),
    ActionSpec(SEPARATOR, "view", ""),
    ActionSpec(
        "scheme_system",
        "theme",
        QT_TRANSLATE_NOOP("actions", "Same as the &system"),
        checkable=True,
    ),
    ActionSpec("scheme_light", "theme", QT_TRANSLATE_NOOP("actions", "&Light"), checkable=True),
    ActionSpec("scheme_dark", "theme", QT_TRANSLATE_NOOP("actions", "&Dark"), checkable=True),
    ActionSpec(
        "generate",
        "picture",
        QT_TRANSLATE_NOOP("actions", "&Generate"),
        ("Ctrl+Enter", "Ctrl+Return"),
        "sparkles",
    ),
    ActionSpec("stop", "picture", QT_TRANSLATE_NOOP("actions", "&Stop"), ("Esc",), "stop"),
    ActionSpec(
        "drop_waiting", "picture", QT_TRANSLATE_NOOP("actions", "Clear the &waiting list"), (), "x"
    ),
    ActionSpec(SEPARATOR, "picture", ""),
    ActionSpec(
        "keep",
        "picture",
        QT_TRANSLATE_NOOP("actions", "&Keep result"),
        icon="check",
        canvas_key="Enter",
    ),
    ActionSpec(
        "discard",
        "picture",
        QT_TRANSLATE_NOOP("actions", "&Discard result"),
        icon="x",
        canvas_key="Del",
    ),
    ActionSpec(SEPARATOR, "picture", ""),
    ActionSpec("free_memory", "picture", QT_TRANSLATE_NOOP("actions", "Free &memory now")),
    ActionSpec(
        "unload_5", "unload", QT_TRANSLATE_NOOP("actions", "After &5 minutes"), checkable=True
    ),
    ActionSpec(
        "unload_15", "unload", QT_TRANSLATE_NOOP("actions", "After &15 minutes"), checkable=True
    ),
    ActionSpec(
        "unload_60", "unload", QT_TRANSLATE_NOOP("actions", "After an &hour"), checkable=True
    ),
    ActionSpec("unload_never", "unload", QT_TRANSLATE_NOOP("actions", "&Never"), checkable=True),
    ActionSpec("guide", "help", QT_TRANSLATE_NOOP("actions", "&Guide"), ("F1",), "book-open"),
    ActionSpec("keys", "help", QT_TRANSLATE_NOOP("actions", "&Keys"), ("Shift+?", "?")),
    ActionSpec(
        "language_system",
        "language",
        QT_TRANSLATE_NOOP("actions", "Same as the &system"),
        checkable=True,
    ),
    ActionSpec("language_en", "language", "&English", checkable=True),
    ActionSpec("language_de", "language", "&Deutsch", checkable=True),
    ActionSpec("updates", "help", QT_TRANSLATE_NOOP("actions", "Look for a &newer version")),
    ActionSpec("about", "help", QT_TRANSLATE_NOOP("actions", "&About Reverie"), (), "info"),
)


class Actions:
    """The table as QActions and menus of one window."""

    def __init__(self, window: QMainWindow) -> None:
        self._window = window
        self._actions: dict[str, QAction] = {}
        self.menus: dict[str, QMenu] = {}
        bar = window.menuBar()
        for name, text in MENUS:
            self._add_menu(name, bar.addMenu(_translated(text)))
        for spec in TABLE:
            self._add(spec)
        for submenu, _, _ in SUBMENUS:  # exactly one action of each holds
            group = QActionGroup(window)
            for spec in TABLE:
                if spec.parent == submenu:
                    group.addAction(self._actions[spec.name])

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def allow(self, name: str, why_not: str = "") -> None:
        """Enable an action, or disable it and say in its tooltip why."""
        explain(self._actions[name], why_not)
        self._actions[name].setEnabled(not why_not)

    def keys(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Per menu its name, and key and text of each action that has one."""
        found = []
        for menu, title in MENUS:
            specs = [spec for spec in TABLE if spec.parent == menu and _key_of(spec)]
            rows = [(_key_of(spec), bare(_translated(spec.text))) for spec in specs]
            found.append((bare(_translated(title)), rows))
        return [group for group in found if group[1]]

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
        if spec.canvas_key:  # seen beside the text, and no shortcut of the whole window
            action.setText(f"{action.text()}\t{_key_of(spec)}")
        if spec.icon:
            theme.set_icon(action, spec.icon, size=16)
        menu.addAction(action)
        self._window.addAction(action)  # works while the menu bar is hidden, too
        self._actions[spec.name] = action

    def _menu(self, name: str) -> QMenu:
        if name not in self.menus:
            parent, text = next((p, t) for n, p, t in SUBMENUS if n == name)
            self._add_menu(name, self.menus[parent].addMenu(_translated(text)))
        return self.menus[name]

    def _add_menu(self, name: str, menu: QMenu) -> None:
        menu.setToolTipsVisible(True)
        self.menus[name] = menu


def _key_of(spec: ActionSpec) -> str:
    """The first key of an action as this system writes it, "" for none."""
    key = next(iter(spec.keys), spec.canvas_key)
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def bare(text: str) -> str:
    """A menu's text without its mnemonic and dots."""
    return text.replace("&", "").removesuffix("…")


def explain(action: QAction, why_not: str) -> None:
    """Say why an action cannot be used now; "" where it can."""
    action.setToolTip(why_not)
    action.setWhatsThis(why_not)  # what screen readers read


def _translated(text: str) -> str:
    return QCoreApplication.translate("actions", text)
