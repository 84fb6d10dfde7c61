from core.contract.draft import Draft, Teaching
from desktop.wizards.teach_wizard import START


def test_forth_and_back_loses_nothing(qtbot, wizard):
    wizard.what.change(noun="corgi")
    wizard.next.click()
    wizard.photos.details.leave_out.click()
    wizard.next.click()
    wizard.how.thorough.button("quick").click()
    wizard.next.click()
    assert wizard.step() == START
    for _ in range(START):
        wizard.back.click()
    draft = wizard.draft
    assert (draft.noun, draft.thorough, len(draft.used)) == ("corgi", "quick", 3)
    assert wizard.what.noun.text() == "corgi"


def test_every_change_is_told_with_the_drafts_name(qtbot, wizard):
    with qtbot.waitSignal(wizard.edited) as told:
        wizard.what.change(word="zwx")
    assert told.args[0] == "aaaaaaaa"
    assert told.args[1].word == "zwx"


def test_a_step_behind_a_problem_cannot_be_opened_and_says_why(wizard):
    wizard.what.change(word="")
    assert not wizard.bar.button(1).isEnabled()
    assert "word" in wizard.bar.button(3).toolTip()
    assert not wizard.next.isEnabled()
    assert "word" in wizard.problem.text()


def test_done_steps_can_be_clicked(wizard):
    wizard.bar.button(2).click()
    assert wizard.step() == 2
    wizard.bar.button(0).click()
    assert wizard.step() == 0


def test_start_is_asked_for_with_a_verb(qtbot, wizard):
    wizard.bar.button(START).click()
    assert wizard.next.text() == "Start now"
    with qtbot.waitSignal(wizard.start_asked) as told:
        wizard.next.click()
    assert told.args == ["aaaaaaaa"]


def test_a_draft_opens_where_it_was_left(wizard, photos):
    wizard.show_teaching(Teaching("bbbbbbbb", Draft(photos=photos, page=2)))
    assert wizard.step() == 2
    assert wizard.id == "bbbbbbbb"


def test_when_a_draft_was_saved_is_told_of_that_draft_alone(wizard, photos):
    wizard.say_saved("Saved at 12:00")
    wizard.show_teaching(Teaching(wizard.id, wizard.draft))
    assert wizard.saved.text() == "Saved at 12:00"
    wizard.show_teaching(Teaching("bbbbbbbb", Draft(photos=photos)))
    assert wizard.saved.text() == ""


def test_one_button_is_accented(wizard):
    from PySide6.QtWidgets import QPushButton

    for step in range(4):
        wizard.bar.button(step).click()
        accented = [
            b for b in wizard.findChildren(QPushButton) if b.property("primary") and b.isVisible()
        ]
        assert accented == [wizard.next]
