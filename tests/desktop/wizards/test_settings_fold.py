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
