from PySide6.QtWidgets import QLabel

from core.contract.draft import Draft
from desktop.wizards.step import WizardStep, scrolled


def test_a_change_is_told_once_and_showing_says_nothing(qtbot):
    step = WizardStep()
    qtbot.addWidget(step)
    heard = []
    step.edited.connect(heard.append)
    step.show_draft(Draft(noun="cat"))
    step.change(noun="cat")
    step.change(noun="dog")
    assert [draft.noun for draft in heard] == ["dog"]
    assert step.problem() == ""


def test_a_step_scrolls_and_its_area_takes_no_focus(qtbot):
    step = WizardStep()
    qtbot.addWidget(step)
    assert scrolled(step).count() == 0
    assert step.layout() is not None


def test_columns_stay_where_they_are_when_the_scroll_bar_comes(qtbot):
    step, filling = WizardStep(), QLabel("x")
    qtbot.addWidget(step)
    scrolled(step).addWidget(filling)
    step.resize(400, 200)
    step.show()
    qtbot.waitUntil(lambda: filling.width() > 300)
    before = filling.width()
    filling.setFixedHeight(500)
    qtbot.waitUntil(lambda: step.area.verticalScrollBar().isVisible())
    qtbot.wait(20)
    assert filling.width() == before
    step.area.verticalScrollBar().setValue(50)
    step.begin()
    assert step.area.verticalScrollBar().value() == 0
