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
