"""The zoom as a figure."""

import pytest

from desktop.widgets.zoom_button import ZoomButton


@pytest.fixture
def button(qtbot):
    made = ZoomButton()
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(
    ("zoom", "text"), [(1.0, "100 %"), (0.923, "92 %"), (64.0, "6400 %"), (0.001, "1 %")]
)
def test_it_shows_per_cent_and_never_changes_its_width(button, zoom, text):
    before = button.width()
    button.show_zoom(zoom)
    assert button.text() == text
    assert button.width() == before >= button.fontMetrics().horizontalAdvance(text)
    assert button.accessibleName() == f"Zoom {text}"


def test_its_tooltip_tells_the_keys(button):
    assert "Ctrl+0" in button.toolTip()
    assert "Ctrl+1" in button.toolTip()
