from dataclasses import replace

import pytest

from core.contract.draft import Draft, DraftPhoto
from core.files import folders
from desktop.state.method_offers import Offer
from desktop.wizards.how_step import HowStep

DRAFT = Draft(photos=tuple(DraftPhoto(f"/{n}") for n in range(12)))


@pytest.fixture
def step(qtbot):
    result = HowStep()
    qtbot.addWidget(result)
    result.edited.connect(lambda _draft: None)
    result.show_draft(DRAFT)
    result.show()
    return result


def test_how_thorough_is_said_in_steps(step):
    assert "200 steps for 12 photos" in step.steps.text()
    step.thorough.button("quick").click()
    assert "720 steps" in step.steps.text()
    step.change(settings=(("steps", "50"),))
    assert "50 steps, as set below" in step.steps.text()


def test_the_steps_are_those_the_model_wants(step):
    step.change(model=str(folders.resources() / "models" / "starter"), method="lora")
    assert step.steps.text() == "400 steps for 12 photos"


def test_a_method_that_does_not_fit_stops_here_until_it_is_made_to(step):
    fits_with = (("resolution", "384"),)
    step.show_offers({"lora": Offer("lora", 9, 5, is_too_large=True, fits_with=fits_with)}, "")
    assert "Does not fit" in step.problem()
    step.rows["lora"].fit.click()
    assert step.draft.changed == {"resolution": "384"}
    step.show_offers({"lora": Offer("lora", 4, 5)}, "measured here")
    assert step.problem() == ""
    assert step.measured.text() == "measured here"


def test_where_the_chosen_method_does_not_fit_the_best_that_does_is_chosen(step):
    large = {m: Offer(m, 9, 5, is_too_large=True) for m in ("lora", "full")}
    step.show_offers({"lora": large["lora"]}, "")
    assert step.draft.method == "lora", "nothing else is known yet"
    old = Offer("embedding", 4, 5, is_old=True)
    step.show_offers({**large, "embedding": old}, "")
    assert step.draft.method == "lora", "that was with other settings"
    step.show_offers({**large, "embedding": Offer("embedding", 4, 5)}, "")
    assert step.draft.method == "embedding"
    assert step.problem() == ""
    step.show_offers({m: Offer(m, 4, 5) for m in ("lora", "embedding", "full")}, "")
    assert step.draft.method == "embedding", "it fits, and stays"


def test_nothing_is_chosen_while_nobody_sees_it(step):
    step.hide()
    step.show_offers(
        {"lora": Offer("lora", 9, 5, is_too_large=True), "embedding": Offer("embedding", 4, 5)}, ""
    )
    assert step.draft.method == "lora"


def test_who_makes_a_method_fit_wants_it(step):
    fits_with = (("resolution", "384"),)
    full = Offer("full", 9, 5, is_too_large=True, fits_with=fits_with)
    step.show_offers({"lora": Offer("lora", 4, 5), "full": full}, "")
    step.rows["full"].fit.click()
    assert (step.draft.method, step.draft.changed) == ("full", {"resolution": "384"})


def test_what_keeping_the_class_costs_is_said_where_it_was_measured(step):
    bare = "Keep its idea of any other “dog”"
    step.show_offers({"lora": Offer("lora", 4, 5)}, "")
    assert step.keep_class.text() == bare
    step.show_offers({"lora": Offer("lora", 4, 5, keeping=170.0)}, "")
    assert step.keep_class.text() == f"{bare}, +3 min"
    step.keep_class.click()
    assert step.keep_class.text() == bare


def test_what_was_measured_can_be_measured_again_but_not_meanwhile(step, qtbot):
    step.show_offers({"lora": Offer("lora", 4, 5, measured=9.0)}, "measured here")
    with qtbot.waitSignal(step.measure_asked):
        step.again.click()
    step.show_offers({"lora": Offer("lora", 4, 5, is_measuring=True)}, "measuring")
    assert not step.again.isEnabled()


def test_rows_follow_the_kind(step):
    assert not step.rows["finetune"].isVisible()
    step.show_draft(replace(DRAFT, kind="style"))
    assert step.rows["finetune"].isVisible()
    assert not step.rows["lora"].isVisible()
    assert not step.keep_class.isVisible()


def test_choices_are_told(step):
    step.rows["embedding"].button.click()
    step.stop_early.click()
    assert (step.draft.method, step.draft.stop_early) == ("embedding", False)


def test_steps_that_are_no_number_are_not_repeated(step):
    step.change(settings=(("steps", "300"),))
    assert step.steps.text() == "300 steps, as set below"
    for text in ("abc", "²", "-5", "0"):
        step.change(settings=(("steps", text),))
        assert step.steps.text() == "1200 steps for 12 photos"
    step.change(settings=(("steps", "1"),))
    assert step.steps.text() == "one step, as set below"
