from core.contract.teaching import STRENGTHS
from desktop.panels.strength_row import StrengthRow


def test_the_usual_one_is_marked_and_a_click_says_another(qtbot):
    row = StrengthRow()
    qtbot.addWidget(row)
    row.show_strength(0.8)
    assert [s for s in STRENGTHS if row.buttons[s].isChecked()] == [0.8]
    with qtbot.waitSignal(row.chosen) as told:
        row.buttons[0.4].click()
    assert told.args == [0.4]
