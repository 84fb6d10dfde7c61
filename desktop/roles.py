"""The colours of the window as named roles, and the arithmetic of contrast. No Qt in here.

The neutrals are ours, light and dark; the accent may be the system's (`with_accent`), then the text
on it is black or white and its lines are lightened or darkened until they can be seen.
`desktop/theme.py` turns the roles into a palette, a style sheet and icons.
"""

from __future__ import annotations

import colorsys
from dataclasses import dataclass, replace

LINE_CONTRAST = 3.0  # WCAG 1.4.11: edges, rings, grooves
TEXT_CONTRAST = 4.5  # WCAG 1.4.3: body text


@dataclass(frozen=True)
class Roles:
    """One theme: each field is a colour as "#rrggbb", but `dark`."""

    dark: bool
    window: str
    panel: str
    field: str
    stripe: str
    button: str
    text: str
    second: str  # captions, second text
    placeholder: str
    accent: str  # filled: primary button, progress, slider
    on_accent: str
    accent_line: str  # focus ring, handle edge: at least 3 : 1 on every surface
    link: str
    selected: str
    on_selected: str
    edge: str  # of fields and buttons: at least 3 : 1
    hairline: str  # decoration only
    good: str
    good_fill: str
    warning: str
    warning_fill: str
    bad: str
    bad_fill: str
    info: str
    info_fill: str
    tooltip: str
    on_tooltip: str
    disabled: str
    canvas: str  # around the picture
    chart_1: str  # lines of charts, each with a mark of its own shape beside
    chart_2: str
    chart_3: str

    def surfaces(self) -> tuple[str, ...]:
        """Everything text and edges may stand on."""
        return (self.window, self.panel, self.field, self.stripe, self.button)


LIGHT = Roles(
    dark=False,
    window="#F3F3F4",
    panel="#FBFBFB",
    field="#FFFFFF",
    stripe="#F0F0F2",
    button="#FAFAFB",
    text="#1B1B1F",
    second="#55555E",
    placeholder="#6B6B75",
    accent="#3B5BDB",
    on_accent="#FFFFFF",
    accent_line="#3B5BDB",
    link="#2B4ACB",
    selected="#DBE3FF",
    on_selected="#14205C",
    edge="#84848C",
    hairline="#D5D5D9",
    good="#176F33",
    good_fill="#E2F4E6",
    warning="#805300",
    warning_fill="#FFF2D1",
    bad="#B3261E",
    bad_fill="#FDE7E5",
    info="#1F5B99",
    info_fill="#E3F0FC",
    tooltip="#26262B",
    on_tooltip="#F4F4F6",
    disabled="#9A9AA3",
    canvas="#C9C9CB",
    chart_1="#0072B2",
    chart_2="#B45309",
    chart_3="#00796B",
)

DARK = Roles(
    dark=True,
    window="#1E1E20",
    panel="#252528",
    field="#18181A",
    stripe="#202023",
    button="#303034",
    text="#ECECEF",
    second="#B2B2BA",
    placeholder="#8E8E98",
    accent="#8DA2FB",
    on_accent="#10153A",
    accent_line="#8DA2FB",
    link="#9DB0FF",
    selected="#2F3B73",
    on_selected="#EEF1FF",
    edge="#77777F",
    hairline="#3A3A3F",
    good="#6FD08C",
    good_fill="#17301E",
    warning="#F2BE5C",
    warning_fill="#352A12",
    bad="#FF8A80",
    bad_fill="#3B1C1A",
    info="#86BFF7",
    info_fill="#152C42",
    tooltip="#F0F0F2",
    on_tooltip="#1B1B1F",
    disabled="#66666E",
    canvas="#121213",
    chart_1="#5CC8FF",
    chart_2="#F2BE5C",
    chart_3="#4FD1B5",
)


def luminance(colour: str) -> float:
    """Relative luminance 0 … 1 of "#rrggbb" (WCAG 2.2)."""

    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(c) for c in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def channels(colour: str) -> tuple[float, float, float]:
    """Red, green, blue in 0 … 1 of "#rrggbb"."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio 1 … 21 of two colours (WCAG 2.2)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def text_on(colour: str) -> str:
    """Black or white, whichever is easier to read on `colour` (never below 4.58)."""
    return max(("#000000", "#FFFFFF"), key=lambda text: contrast(text, colour))


def adjusted(colour: str, surfaces: tuple[str, ...], least: float, *, lighter: bool) -> str:
    """`colour`, lightened or darkened in small steps until it reaches `least` on every surface."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*channels(colour))
    result, limit = colour, 1.0 if lighter else 0.0
    while min(contrast(result, surface) for surface in surfaces) < least and lightness != limit:
        lightness = min(1.0, lightness + 0.01) if lighter else max(0.0, lightness - 0.01)
        rgb = colorsys.hls_to_rgb(hue, lightness, saturation)
        result = "#" + "".join(f"{round(255 * value):02X}" for value in rgb)
    return result


def with_accent(roles: Roles, accent: str) -> Roles:
    """`roles` with the system's accent colour in place of ours."""
    seen = (*roles.surfaces(), roles.selected)
    return replace(
        roles,
        accent=accent,
        on_accent=text_on(accent),
        accent_line=adjusted(accent, seen, LINE_CONTRAST, lighter=roles.dark),
        link=adjusted(accent, roles.surfaces(), TEXT_CONTRAST, lighter=roles.dark),
    )


def high_contrast(roles: Roles) -> Roles:
    """`roles` for people who asked their system for more contrast: edges take the text colour."""
    return replace(roles, edge=roles.text, hairline=roles.edge, second=roles.text)
