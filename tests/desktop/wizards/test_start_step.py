import pytest

from core.contract.draft import Draft, DraftPhoto
from desktop.state.method_offers import Offer
from desktop.wizards.start_step import StartStep


@pytest.fixture
def step(qtbot):
    result = StartStep()
    qtbot.addWidget(result)
    result.show_draft(
        Draft(kind="person", noun="woman", photos=(DraftPhoto("/a"), DraftPhoto("/b")))
    )
    result.show()
    return result


def test_one_paragraph_says_all(step):
    offer = Offer("lora", 5_600_000_000, 8_000_000_000, 840, 840, measured=1.0)
    step.show_plan("Dreamshaper 8", offer, "/pictures/trainings/sks-woman", 210_000_000, 10**12)
    assert step.what.text() == "LoRA “sks woman” from 2 photos, for Dreamshaper 8."
    assert step.cost.text() == "About 14 min, 5.6 of 8.0 GB of memory, up to 210 MB on the disk."
    assert step.place.text() == "/pictures/trainings/sks-woman"
    assert step.problem() == ""
    assert step.people.isVisible()


def test_a_full_disk_stops_it_with_both_figures(step):
    step.show_plan("Starter", None, "/p", 300_000_000, 12_000_000)
    assert "12 MB free, 300 MB needed" in step.problem()
    step.show_plan("Starter", None, "/p", 300_000_000, -1)
    assert step.problem() == ""
