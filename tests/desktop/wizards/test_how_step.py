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
