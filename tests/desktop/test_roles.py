"""All pairs of colours a person has to tell apart, in both themes and with any system accent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.roles import (
    DARK,
    LIGHT,
    adjusted,
    contrast,
    high_contrast,
    luminance,
    text_on,
    with_accent,
)

THEMES = pytest.mark.parametrize("roles", [LIGHT, DARK], ids=["light", "dark"])
COLOURS = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06X}")


def test_contrast_is_that_of_wcag():
    assert luminance("#FFFFFF") == 1
    assert contrast("#000000", "#FFFFFF") == contrast("#FFFFFF", "#000000") == 21
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@THEMES
def test_text_is_read_on_every_surface(roles):
    for surface in roles.surfaces():
        assert contrast(roles.text, surface) >= 11
        assert contrast(roles.second, surface) >= 6
        assert contrast(roles.link, surface) >= 6
    assert contrast(roles.placeholder, roles.field) >= 5
    assert contrast(roles.on_tooltip, roles.tooltip) >= 13
    assert contrast(roles.on_selected, roles.selected) >= 9
    assert contrast(roles.on_accent, roles.accent) >= 5
    assert contrast(roles.text, roles.canvas) >= 7


@THEMES
def test_edges_and_lines_are_seen(roles):
    for surface in (roles.window, roles.panel, roles.field, roles.stripe):
        assert contrast(roles.edge, surface) >= 3
    for surface in (*roles.surfaces(), roles.selected):
        assert contrast(roles.accent_line, surface) >= 3
    assert contrast(roles.accent, roles.canvas) >= 3


@THEMES
@pytest.mark.parametrize("name", ["good", "warning", "bad", "info"])
def test_states_are_read_on_surfaces_and_on_their_fill(roles, name):
    colour, fill = getattr(roles, name), getattr(roles, f"{name}_fill")
    for surface in (*roles.surfaces(), fill):
        assert contrast(colour, surface) >= 4.5
    assert contrast(roles.text, fill) >= 11.9


@given(COLOURS)
def test_text_on_any_accent_is_readable(accent):
    assert contrast(text_on(accent), accent) >= 4.58


@THEMES
@given(accent=COLOURS)
def test_any_system_accent_gives_visible_lines_and_readable_links(roles, accent):
    changed = with_accent(roles, accent)
    assert changed.accent == accent
    for surface in (*changed.surfaces(), changed.selected):
        assert contrast(changed.accent_line, surface) >= 3
    for surface in changed.surfaces():
        assert contrast(changed.link, surface) >= 4.5


def test_a_colour_that_is_seen_already_stays_as_it_is():
    assert adjusted("#3B5BDB", ("#FFFFFF",), 3, lighter=False) == "#3B5BDB"


@THEMES
def test_high_contrast_gives_edges_the_text_colour(roles):
    strong = high_contrast(roles)
    assert strong.edge == strong.second == roles.text
    assert strong.window == roles.window
