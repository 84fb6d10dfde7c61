"""The theme: palette, sheet and icons follow the scheme while the program runs."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QPushButton

from core.files import folders
from desktop import theme
from desktop.roles import DARK, LIGHT, contrast

ROOT = Path(__file__).parents[2]
ROLE = QPalette.ColorRole


def middle_colours(icon: QIcon, ratio: float = 1.0) -> set[str]:
    image = icon.pixmap(QSize(20, 20), ratio).toImage()
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {colour.name().upper() for colour in pixels if colour.alpha() == 255}


def test_palette_has_our_neutrals_and_accent_twice():
    palette = theme.palette(DARK)
    assert palette.color(ROLE.Window) == QColor(DARK.window)
    assert palette.color(ROLE.Accent) == palette.color(ROLE.Highlight) == QColor(DARK.accent)
    disabled = palette.color(QPalette.ColorGroup.Disabled, ROLE.Text)
    assert disabled == QColor(DARK.disabled)


@pytest.mark.parametrize("roles", [LIGHT, DARK], ids=["light", "dark"])
def test_sheet_is_filled_and_small(roles):
    sheet = theme.style_sheet(roles)
    assert not re.search(r"\{[a-z_]+\}", sheet)
    assert roles.edge in sheet
    assert len(sheet.splitlines()) < 60
    selectors = re.findall(r"(?:^|[},/])\s*([*A-Za-z][^{}]*)\{", sheet)
    assert selectors
    for selector in selectors:
        names = [name.strip() for name in selector.split(",")]
        assert "*" not in names
        assert "QWidget" not in names
    assert "font-family" not in sheet
    assert "font-size" not in sheet


def test_schemes_switch_live(own_theme, qtbot, qapp):
    own_theme.apply("light")
    assert theme.roles().window == LIGHT.window
    with qtbot.waitSignal(own_theme.changed):
        own_theme.apply("dark")
    assert theme.roles().dark
    assert QGuiApplication.palette().color(ROLE.Window) == QColor(DARK.window)
    assert DARK.edge in qapp.styleSheet()


def test_the_system_accent_counts(own_theme, monkeypatch):
    monkeypatch.setattr(theme, "_system_accent", lambda: "#D00000")
    own_theme.apply("light")
    assert theme.roles().accent == "#D00000"
    assert QGuiApplication.palette().color(ROLE.Highlight) == QColor("#D00000")
    assert theme.roles().window == LIGHT.window


def test_a_second_look_without_a_change_says_nothing(own_theme, qtbot):
    own_theme.apply("dark")
    with qtbot.assertNotEmitted(own_theme.changed):
        own_theme.refresh()


def test_icons_have_the_text_colour_and_are_sharp(own_theme):
    own_theme.apply("dark")
    icon = theme.icon("brush")
    assert middle_colours(icon) == {DARK.text}
    assert icon.pixmap(QSize(20, 20), 2.0).width() == 40
    assert theme.icon("brush") is icon


def test_a_set_icon_follows_the_theme(own_theme, qtbot):
    own_theme.apply("light")
    button = QPushButton()
    qtbot.addWidget(button)
    theme.set_icon(button, "lock")
    assert middle_colours(button.icon()) == {LIGHT.text}
    theme.set_icon(button, "lock-open", "accent_line")
    own_theme.apply("dark")
    assert middle_colours(button.icon()) == {DARK.accent_line}
    keepers = button.findChildren(
        theme._IconKeeper, options=Qt.FindChildOption.FindChildrenRecursively
    )
    assert len(keepers) == 1


def test_disabled_icons_are_grey(own_theme):
    own_theme.apply("light")
    pixmap = theme.icon("lock").pixmap(QSize(20, 20), 1.0, QIcon.Mode.Disabled)
    names = {
        pixmap.toImage().pixelColor(x, y).name().upper()
        for x in range(20)
        for y in range(20)
        if pixmap.toImage().pixelColor(x, y).alpha() == 255
    }
    assert names == {LIGHT.disabled}


def test_every_shipped_icon_is_plain_lucide():
    folder = folders.resources() / "icons"
    assert (folder / "LUCIDE-LICENSE").is_file()
    for path in folder.glob("*.svg"):
        text = path.read_text()
        assert "currentColor" in text
        assert 'stroke-width="1.75"' in text
        assert "<script" not in text


def test_every_shipped_icon_is_used_and_nothing_else_is_asked_for():
    source = "\n".join(path.read_text() for path in (ROOT / "desktop").rglob("*.py"))
    shipped = {path.stem for path in (folders.resources() / "icons").glob("*.svg")}
    assert {name for name in shipped if f'"{name}"' not in source} == set()
    asked = set(
        re.findall(r'(?:set_icon\([^,()]+, |theme\.icon\(|IconButton\(\s*)"([a-z0-9-]+)"', source)
    )
    assert asked
    assert asked <= shipped


@pytest.mark.parametrize("primary", [False, True])
def test_a_button_with_the_keyboard_has_our_ring_and_no_rectangle_in_it(own_theme, qtbot, primary):
    own_theme.apply("light")
    button = QPushButton("Choose photos…")
    qtbot.addWidget(button)
    button.setProperty("primary", primary)
    button.resize(160, 28)
    button.show()
    button.activateWindow()
    qtbot.waitUntil(button.isActiveWindow)
    button.clearFocus()
    bare = button.grab().toImage()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    button.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
    ringed = button.grab().toImage()
    inside = button.rect().adjusted(4, 4, -4, -4)
    assert ringed != bare
    assert ringed.copy(inside) == bare.copy(inside)


def test_menus_fill_what_is_pointed_at_as_everything_else(own_theme):
    for scheme, roles in (("light", LIGHT), ("dark", DARK)):
        own_theme.apply(scheme)
        for kind in ("QMenu", "QMenuBar"):
            assert QApplication.palette(kind).color(ROLE.Highlight) == QColor(roles.selected)
        assert QApplication.palette("QLineEdit").color(ROLE.Highlight) == QColor(roles.accent)
        assert contrast(roles.text, roles.selected) >= 4.5  # its icons
