import pytest
from PySide6.QtCore import Qt

from desktop.panels.lora_row import LoraRow
from desktop.state.lora_choice import LoraChoice

INK = LoraChoice("/a/ink.safetensors", 0.5)


@pytest.fixture
def row(qtbot):
    made = LoraRow(INK)
    qtbot.addWidget(made)
    made.show()
    return made


def test_it_shows_name_weight_and_switch(row):
    assert row.name.text() == "ink"
    assert row.slider.value() == 10
    assert row.field.text() == "0.50"
    assert row.switch.isChecked()
    assert "ink" in row.switch.accessibleName()


def test_the_slider_goes_from_0_to_2_and_the_field_further(row, qtbot):
    told = []
    row.changed.connect(told.append)
    row.slider.setValue(40)
    assert told[-1] == LoraChoice(INK.path, 2.0)
    row.field.selectAll()
    qtbot.keyClicks(row.field, "-1.5")
    qtbot.keyClick(row.field, Qt.Key.Key_Return)
    assert told[-1] == LoraChoice(INK.path, -1.5)
    assert row.slider.value() == 0


def test_off_keeps_the_weight_and_greys_the_rest(row):
    told = []
    row.changed.connect(told.append)
    row.switch.click()
    assert told == [LoraChoice(INK.path, 0.5, False)]
    assert not row.slider.isEnabled()
    assert row.away.isEnabled()


def test_away(row, qtbot):
    with qtbot.waitSignal(row.removed):
        row.away.click()
