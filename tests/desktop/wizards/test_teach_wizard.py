from dataclasses import replace

from core.contract.draft import Draft, Teaching
from desktop.wizards.teach_wizard import HOW, START


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


def test_steps_that_were_seen_can_be_clicked_and_the_next_one(wizard, photos):
    wizard.bar.button(START).click()
    assert wizard.step() == 0, "nobody starts what he has not looked at"
    assert "“Photos” comes first." in wizard.bar.button(START).toolTip()
    wizard.bar.button(1).click()
    assert "“How” comes first." in wizard.bar.button(START).toolTip()
    wizard.bar.button(HOW).click()
    assert wizard.bar.button(START).isEnabled()
    wizard.bar.button(0).click()
    wizard.bar.button(HOW).click()
    assert wizard.step() == HOW
    other = Draft(photos=photos, model="/m/starter", page=1)
    wizard.show_teaching(Teaching("bbbbbbbb", other))
    assert wizard.bar.button(HOW).isEnabled()
    assert not wizard.bar.button(START).isEnabled(), "of this one it was not seen"
    wizard.show_teaching(Teaching("aaaaaaaa", replace(other, page=0)))
    assert wizard.bar.button(START).isEnabled()


def test_another_draft_begins_at_the_top_with_its_settings_folded(qtbot, wizard, photos):
    wizard.resize(900, 420)
    for _ in range(HOW):
        wizard.next.click()
    wizard.how.fold.unfold(True)
    wizard.how.fold.search.setText("rate")
    bar = wizard.how.area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    wizard.photos.tiles.setCurrentIndex(wizard.photos.model.index(2))
    wizard.show_teaching(Teaching("aaaaaaaa", wizard.draft))
    assert bar.value() > 0, "the same one is as it was left"
    wizard.show_teaching(Teaching("bbbbbbbb", wizard.draft))
    assert bar.value() == 0
    assert wizard.how.fold.inside.isHidden()
    assert wizard.how.fold.search.text() == ""
    assert wizard.photos.tiles.currentIndex().row() == 0


def test_start_is_asked_for_with_a_verb(qtbot, wizard):
    for _ in range(START):
        wizard.next.click()
    assert wizard.next.text() == "Start now"
    wizard.set_busy(True)
    assert wizard.next.text() == "Add to the queue"
    wizard.set_busy(False)
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
