"""A row of a side list."""

from PySide6.QtCore import Qt

from desktop.widgets.side_row import HEIGHT, SideRow


def test_it_is_chosen_by_click_and_key_and_says_what_it_counts(qtbot):
    row = SideRow("box", "Models <b>")
    qtbot.addWidget(row)
    row.show_as("12", "some of them are away")
    row.resize(160, HEIGHT)
    row.show()
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert row.isChecked()
    assert row.accessibleName() == "Models <b> · 12"
    assert "&lt;b&gt;" in row.toolTip()
    assert "away" in row.toolTip()
    assert row.sizeHint().height() >= HEIGHT


def test_it_looks_different_when_it_is_chosen_away_or_has_the_keyboard(qtbot):
    row = SideRow("box", "a long text that has no room at all in so narrow a row")
    qtbot.addWidget(row)
    row.resize(120, HEIGHT)
    row.show()
    usual = row.grab().toImage()
    row.show_as("3", grey=True, icon="unplug")
    grey = row.grab().toImage()
    row.setChecked(True)
    chosen = row.grab().toImage()
    assert usual != grey
    assert grey != chosen
