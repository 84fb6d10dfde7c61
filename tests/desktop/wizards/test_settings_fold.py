from dataclasses import replace

import pytest

from core.contract.draft import Draft
from desktop.wizards.settings_fold import SettingsFold


@pytest.fixture
def fold(qtbot):
    result = SettingsFold()
    qtbot.addWidget(result)
    result.show_draft(Draft())
    result.changed.connect(
        lambda settings: result.show_draft(replace(result._draft, settings=settings))
    )
    result.unfold(True)
    result.show()
    return result


def test_it_counts_what_was_changed_and_takes_it_back(qtbot, fold):
    assert fold.button.text().endswith("none changed")
    qtbot.keyClicks(fold.fields["rank"], "8")
    assert fold.button.text().endswith("1 changed")
    fold._backs["rank"].click()
    assert fold.fields["rank"].text() == ""
    assert fold.button.text().endswith("none changed")


def test_the_usual_value_is_no_change(qtbot, fold):
    qtbot.keyClicks(fold.fields["rank"], "16")
    assert fold.button.text().endswith("none changed")


def test_a_value_that_cannot_be_is_a_problem_in_words(qtbot, fold):
    qtbot.keyClicks(fold.fields["learning_rate"], "much")
    assert fold.problem() == "“Learning rate” must be a number."
    assert fold.fields["learning_rate"].actions()


def test_search_hides_what_is_not_meant(qtbot, fold):
    fold.search.setText("likeness of nothing")
    assert not fold.fields["rank"].isVisible()
    fold.search.setText("how much it can hold")
    assert fold.fields["rank"].isVisible()
    assert not fold.fields["seed"].isVisible()


def test_another_method_has_its_own_settings(fold):
    fold.show_draft(Draft(method="embedding"))
    assert "vectors" in fold.fields
    assert "rank" not in fold.fields


def test_a_value_out_of_range_is_a_problem(fold):
    fold.show_draft(Draft(noun="dog", settings=(("resolution", "500"),)))
    assert "multiple of 8" in fold.problem()
    fold.show_draft(Draft(noun="dog", settings=(("resolution", "504"),)))
    assert fold.problem() == ""


def test_a_value_out_of_range_is_seen_in_its_place_whatever_else_is_wrong(fold):
    wrong = (("rank", "5000"), ("resolution", "500"))
    fold.show_draft(Draft(noun="", settings=wrong))  # of step 1, which says so itself
    assert fold.problem() == "“LoRA rank” must be between 1 and 1024."
    for name in ("rank", "resolution"):
        assert fold.fields[name].actions()
        assert "It must be" in fold.hints[name].text()
        assert fold.hints[name].property("role") == "warning"
    fold.show_draft(Draft(noun=""))
    assert fold.problem() == ""
    assert not fold.fields["rank"].actions()
    assert "how much it can hold" in fold.hints["rank"].text().lower()


def test_a_rate_that_ruins_any_model_is_warned_of_and_may_be_tried(qtbot, fold):
    qtbot.keyClicks(fold.fields["learning_rate"], "99999")
    assert fold.hints["learning_rate"].text() == "Above 1 it breaks any model; 0.0001 is usual."
    assert fold.fields["learning_rate"].actions()
    assert fold.problem() == ""
    fold.fields["learning_rate"].clear()
    qtbot.keyClicks(fold.fields["learning_rate"], "0,001")
    assert not fold.fields["learning_rate"].actions()


def test_a_box_and_a_list_are_changed_and_taken_back(fold):
    fold.fields["conv"].click()
    optimizer = fold.fields["optimizer"]
    optimizer.activated.emit(optimizer.findData("muon"))
    assert fold._draft.changed == {"conv": "true", "optimizer": "muon"}
    for name in ("conv", "optimizer"):
        fold._backs[name].click()
    assert fold._draft.changed == {}
    assert not fold.fields["conv"].isChecked()
    assert optimizer.currentText() == "adamw"


def test_a_choice_that_there_is_not_is_a_problem(fold):
    fold.show_draft(Draft(settings=(("learning_rate_shape", "banana"),)))
    assert fold.problem() == "“Rate over time (scheduler)” must be one of constant, cosine."


def test_names_of_other_programs_are_found(fold):
    fold.search.setText("max grad norm")
    assert fold.fields["gradient_clip"].isVisible()
    assert not fold.fields["rank"].isVisible()
