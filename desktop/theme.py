"""Colours and icons for every widget: palette, style sheet and Lucide icons from the roles.

Follows the system's light or dark scheme and its accent while the program runs. Everything else
asks here: `roles()` for a colour, `icon()` for a picture of the text's colour, `set_icon()` for one
that stays right when the scheme changes. Decides no layout and no sizes but an icon's.
"""

from __future__ import annotations

import dataclasses
import functools
from pathlib import Path
from typing import Literal, Protocol, cast

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QImage, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from core.files.folders import resources
from desktop.roles import DARK, LIGHT, Roles, high_contrast, with_accent

Scheme = Literal["system", "light", "dark"]
FUSION_ACCENT = "#308CC6"  # what Fusion offers where the system names no accent
ICON_SIZE = 20  # px, logical

__all__ = ["Roles", "Scheme", "Theme", "colour", "icon", "roles", "set_icon", "theme"]


class Theme(QObject):
    """The current roles; one a program, a child of the application object.

    Signals: `changed` after palette, sheet and icons have become those of the new roles.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._icons: dict[tuple[str, str, int], QIcon] = {}
        self._drawings = resources() / "icons"
        self._applied = False
        self._scheme: Scheme = "system"
        self._system_accent: str | None = None
        self.roles = self._wanted()
        hints = (
            QGuiApplication.styleHints()
        )  # kept in a variable: the chained call fails in PySide6
        hints.colorSchemeChanged.connect(self.refresh)

    def apply(self, scheme: Scheme = "system") -> None:
        """Give the application our palette and sheet, and keep them right from now on."""
        self._applied = True
        self._scheme = scheme
        hints = QGuiApplication.styleHints()
        wanted = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
        hints.setColorScheme(wanted.get(scheme, Qt.ColorScheme.Unknown))
        self.refresh(force=True)

    @Slot()
    def refresh(self, *_ignored: object, force: bool = False) -> None:
        """Look at the system again; nothing happens where nothing changed."""
        if self._applied:
            QGuiApplication.setPalette(QPalette())  # ours hides the system's
            self._system_accent = _system_accent()
        wanted = self._wanted()
        unchanged = wanted == self.roles and not force
        self.roles = wanted
        if self._applied:
            _set_palettes(palette(wanted))
        if unchanged:
            return
        self._icons.clear()
        if self._applied:
            _set_sheet(style_sheet(wanted))
        self.changed.emit()

    def icon(self, name: str, role: str = "text", size: int = ICON_SIZE) -> QIcon:
        """A Lucide icon in the colour of `role`, `size` logical px, sharp at every pixel ratio."""
        key = (name, role, size)
        if key not in self._icons:
            self._icons[key] = self._draw(name, role, size)
        return self._icons[key]

    def _draw(self, name: str, role: str, size: int) -> QIcon:
        result = QIcon()
        drawing = _text_of(self._drawings / f"{name}.svg")
        normal = _coloured(drawing, getattr(self.roles, role))
        grey = _coloured(drawing, self.roles.disabled)
        ratios = {1.0, 2.0} | {screen.devicePixelRatio() for screen in QGuiApplication.screens()}
        for ratio in sorted(ratios):
            usual = _render(normal, size, ratio)
            for mode in (QIcon.Mode.Normal, QIcon.Mode.Active, QIcon.Mode.Selected):
                result.addPixmap(usual, mode)
            result.addPixmap(_render(grey, size, ratio), QIcon.Mode.Disabled)
        return result

    def _wanted(self) -> Roles:
        hints = QGuiApplication.styleHints()
        base = DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT
        if self._scheme != "system":  # also where the platform cannot switch
            base = DARK if self._scheme == "dark" else LIGHT
        wanted = with_accent(base, self._system_accent) if self._system_accent else base
        access = hints.accessibility()  # a variable again, for the same reason
        if access.contrastPreference() == Qt.ContrastPreference.HighContrast:
            wanted = high_contrast(wanted)
        return wanted


def theme() -> Theme:
    """The application's theme; made (and not applied) where there is none yet."""
    app = QGuiApplication.instance()
    if app is None:
        raise RuntimeError("colours are asked for before there is an application")
    found = app.findChild(Theme, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return found if found is not None else Theme(app)


def roles() -> Roles:
    """The colours of now."""
    return theme().roles


def colour(role: str) -> QColor:
    """One colour of now, for a painter."""
    return QColor(getattr(roles(), role))


def icon(name: str, role: str = "text", size: int = ICON_SIZE) -> QIcon:
    """A Lucide icon of now; see `Theme.icon`."""
    return theme().icon(name, role, size)


def program_icon() -> QIcon:
    """The program's own picture, the same in every scheme."""
    return QIcon(str(resources() / "icons" / "program" / "reverie.svg"))


class _HasIcon(Protocol):
    """Buttons and actions."""

    def setIcon(self, icon: QIcon | QPixmap, /) -> None: ...


def set_icon(target: QObject, name: str, role: str = "text", size: int = ICON_SIZE) -> None:
    """Give a button or action an icon that follows the theme; a second call replaces the first."""
    for old in target.findChildren(_IconKeeper, options=Qt.FindChildOption.FindDirectChildrenOnly):
        old.deleteLater()
        old.setParent(None)
    _IconKeeper(target, name, role, size)


class _IconKeeper(QObject):
    """Child of a button or action that renews its icon; goes with it."""

    def __init__(self, target: QObject, name: str, role: str, size: int) -> None:
        super().__init__(target)
        self._what = (name, role, size)
        theme().changed.connect(self.renew)
        self.renew()

    @Slot()
    def renew(self) -> None:
        cast("_HasIcon", self.parent()).setIcon(icon(*self._what))


def palette(wanted: Roles) -> QPalette:
    """Qt's palette of the roles."""
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    table = {
        role.Window: wanted.window,
        role.WindowText: wanted.text,
        role.Base: wanted.field,
        role.AlternateBase: wanted.stripe,
        role.Text: wanted.text,
        role.PlaceholderText: wanted.placeholder,
        role.Button: wanted.button,
        role.ButtonText: wanted.text,
        role.BrightText: wanted.bad,
        role.Accent: wanted.accent,
        role.Highlight: wanted.accent,
        role.HighlightedText: wanted.on_accent,
        role.Link: wanted.link,
        role.LinkVisited: wanted.link,
        role.ToolTipBase: wanted.tooltip,
        role.ToolTipText: wanted.on_tooltip,
        role.Light: wanted.panel,
        role.Midlight: wanted.stripe,
        role.Mid: wanted.hairline,
        role.Dark: wanted.edge,
        role.Shadow: wanted.edge,
    }
    result = QPalette()
    for which, value in table.items():
        result.setColor(which, QColor(value))
    for which in (role.WindowText, role.Text, role.ButtonText, role.PlaceholderText):
        result.setColor(group.Disabled, which, QColor(wanted.disabled))
    result.setColor(group.Disabled, role.Highlight, QColor(wanted.hairline))
    result.setColor(group.Disabled, role.HighlightedText, QColor(wanted.text))
    return result


def style_sheet(wanted: Roles) -> str:
    """The template of resources/style.qss, filled."""
    text = _text_of(resources() / "style.qss")
    for name, value in dataclasses.asdict(wanted).items():
        text = text.replace("{" + name + "}", str(value))
    return text


def _set_palettes(usual: QPalette) -> None:
    """The usual one for all but menus: there what is pointed at is filled as everywhere, not in the accent.

    Fusion draws the boxes in menus 1.4 times darker than the window, where in dark nobody sees them.
    A menu's icons keep the text's colour, which the accent would swallow. A QGuiApplication has no menus.
    """
    QGuiApplication.setPalette(usual)
    app = QGuiApplication.instance()
    menus = QPalette(usual)
    menus.setColor(QPalette.ColorRole.Highlight, colour("selected"))
    menus.setColor(QPalette.ColorRole.HighlightedText, colour("on_selected"))
    if app is not None and hasattr(app, "setStyleSheet") and hasattr(app, "setPalette"):
        app.setPalette(menus, "QMenuBar")
        menus.setColor(QPalette.ColorRole.Window, colour("edge").lighter(140))
        app.setPalette(menus, "QMenu")


def _set_sheet(sheet: str) -> None:
    app = QGuiApplication.instance()
    if app is not None and hasattr(app, "setStyleSheet"):  # a QGuiApplication has no widgets
        app.setStyleSheet(sheet)


def _system_accent() -> str | None:
    accent = QGuiApplication.palette().color(QPalette.ColorRole.Accent).name().upper()
    ours = {FUSION_ACCENT, LIGHT.accent, DARK.accent}
    return None if accent in ours else accent


def _coloured(drawing: str, value: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(drawing.replace("currentColor", value).encode()))


def _render(drawing: QSvgRenderer, size: int, ratio: float) -> QPixmap:
    side = round(size * ratio)
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    drawing.render(painter, QRectF(0, 0, side, side))
    painter.end()
    result = QPixmap.fromImage(image)
    result.setDevicePixelRatio(ratio)
    return result


@functools.lru_cache(maxsize=256)
def _text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")
