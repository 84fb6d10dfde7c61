from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from core.contract.draft import Draft
from desktop.wizards.what_step import WhatStep


@pytest.fixture
def step(qtbot):
    result = WhatStep()
    qtbot.addWidget(result)
    result.show_models((("/m/starter", "Starter", ""), ("/m/x", "<b>X", "It paints into parts.")))
    result.show_draft(Draft(model="/m/starter"))
    result.show()
    return result


def test_the_kind_sets_the_rest_and_a_noun_of_ones_own_stays(step):
    step.cards["person"].click()
    assert (step.draft.noun, step.draft.mirror) == ("person", False)
    assert step.agreed.isVisible()
    step.change(noun="woman")
    step.cards["object"].click()
    assert step.draft.noun == "woman"


def test_people_have_to_agree_first(step):
    step.cards["person"].click()
    assert step.draft.noun == "person"
    assert "agree" in step.problem()
    step.agreed.click()
    assert step.problem() == ""


def test_a_word_is_needed_and_asked_about_as_it_is_typed(qtbot, step):
    with qtbot.waitSignal(step.word_asked) as told:
        step.word.selectAll()
        qtbot.keyClick(step.word, "z")
    assert told.args == ["z", "/m/starter"]
    assert "z dog in the snow" in step.example.text()
    step.change(word=" ")
    assert "word" in step.problem()
    step.say_of_word("knows it", good=False)
    assert step.word_says.text() == "knows it"


def test_a_style_has_no_noun(step):
    step.cards["style"].click()
    assert not step.noun.isVisible()
    assert step.problem() == ""
    step.show_draft(replace(step.draft, kind="pet", noun=" "))
    assert step.problem() != ""


def test_a_noun_that_fits_the_photos_better_is_taken_by_a_click(step):
    step.say_of_noun("This looks more like “cat” (0.88).", "cat")
    assert "cat" in step.noun_says.text()
    assert step.use_noun.isVisible()
    step.use_noun.click()
    assert step.draft.noun == "cat"
    step.say_of_noun("")
    assert not step.use_noun.isVisible()
    assert step.noun_says.text()


def test_a_noun_that_the_model_never_saw_is_said(step):
    step.show_words(frozenset({"dog", "teddy", "bear"}))
    assert step.noun_says.property("role") == ""
    step.change(noun="{toy}")
    assert "never seen “{toy}”" in step.noun_says.text()
    assert step.noun_says.property("role") == "warning"
    step.change(noun="Teddy bear")
    assert step.noun_says.property("role") == ""
    step.show_words(None)
    step.change(noun="toy")
    assert step.noun_says.property("role") == ""


def test_a_model_that_cannot_be_taught_is_grey_and_says_why(step):
    (row,) = (r for r in range(step.model.count()) if step.model.itemText(r) == "<b>X")
    assert not step.model.model().item(row).isEnabled()
    assert step.model.itemData(row, Qt.ItemDataRole.ToolTipRole) == "It paints into parts."
    assert step.problem() == ""
    step.change(model="/m/x")  # of a draft of an older version
    assert "another model" in step.problem()


def test_a_model_that_is_not_there_has_to_be_replaced(step):
    step.show_draft(Draft(model="/m/gone"))
    assert "not there" in step.problem()
    step.show_draft(Draft())
    assert step.problem() == "Choose a model to teach it to."
    step.change(model="/m/starter")
    assert step.problem() == ""
    step.show_models((("/m/other", "Other", ""),))
    assert "not there" in step.problem()


def test_an_object_has_no_noun_before_somebody_says_one(step):
    step.cards["object"].click()
    assert (step.noun.text(), step.draft.noun) == ("", "")
    assert step.problem() == "Say what it is, in English: cup, hat, clock …"
    step.cards["pet"].click()
    assert step.draft.noun == "dog"
    assert step.problem() == ""


def test_no_noun_is_proposed_that_the_model_does_not_know(step):
    step.show_words(frozenset({"dog", "hat"}))
    step.cards["person"].click()
    assert step.draft.noun == ""
    assert step.problem() == "Say what it is, in English."
    assert "knows no people" in step.noun_says.text()
    assert step.noun_says.property("role") == ""
    step.cards["object"].click()
    assert step.problem() == "Say what it is, in English: hat …"
    step.show_words(None)
    step.cards["person"].click()
    assert step.draft.noun == "person"
    assert step.noun_says.text() == "person, woman, man, child …"


def test_a_noun_that_was_proposed_goes_with_the_model_that_knew_it(step):
    step.show_models((("/m/starter", "Starter", ""), ("/m/other", "Other", "")))
    step.show_words(None)
    step.cards["person"].click()
    step.edited.connect(lambda _draft: step.show_words(frozenset({"dog"})))
    step.model.activated.emit(step.model.findData("/m/other"))
    assert (step.draft.model, step.draft.noun) == ("/m/other", "")
    step.change(noun="woman")
    step.model.activated.emit(step.model.findData("/m/starter"))
    assert step.draft.noun == "woman", "one's own stays"


def test_that_the_noun_is_an_english_word_is_said(step):
    assert "in English" in step.noun_says.text()
    step.show_words(frozenset({"dog"}))
    step.change(noun="Teekanne")
    assert "in English" in step.noun_says.text()
    assert "never seen “Teekanne”" in step.noun_says.text()


def test_nouns_that_begin_with_what_is_typed_come_first(qtbot, step):
    step.noun.clear()
    qtbot.keyClicks(step.noun, "b")
    found = step.noun.completer().completionModel()
    offered = [found.index(row, 0).data() for row in range(found.rowCount())]
    assert offered[0] == "bird"
    assert offered.index("bottle") < offered.index("teddy bear") < offered.index("rabbit")
    step.show_words(frozenset({"rabbit", "bicycle"}))
    qtbot.keyClick(step.noun, Qt.Key.Key_Backspace)
    qtbot.keyClicks(step.noun, "b")
    offered = [found.index(row, 0).data() for row in range(found.rowCount())]
    assert offered == ["bicycle", "rabbit"]
