from typing import get_args

from core.contract.judging import Choice, Fault, Judgement, Why
from desktop.phrases import judging as phrases
from desktop.state.training_course import Course


def test_every_reason_is_one_sentence_with_the_step():
    texts = [phrases.why_text(Choice(600, why, 5, 0.7, 800, "copying"), 4) for why in get_args(Why)]
    assert all("600" in text for text in texts)
    assert len(set(texts)) == len(texts)
    assert "800 is more alike, but copies a photo" in phrases.why_text(
        Choice(600, "held_back", 5, 0.7, 800, "copying"), 4
    )
    first = phrases.why_text(Choice(100, "best", 1, 0.4), 1)
    assert first == "Step 100 chosen: the only one that is judged so far."


def test_an_early_end_says_since_when_nothing_was_better():
    text = phrases.early_text(1040, 600).replace(",", "")
    assert text == "Done early at step 1040: nothing better since 600."


def test_faults_are_in_plain_words():
    assert len({phrases.fault_text(fault) for fault in get_args(Fault)}) == len(get_args(Fault))


def test_figures_of_a_step_leave_out_what_was_not_measured():
    text = phrases.judgement_text(Judgement(600, 0.1, likeness=0.71, faults=("leak",)))
    assert "step 600 · likeness 0.71" in text
    assert "faithfulness" not in text
    assert text.endswith(phrases.fault_text("leak"))


def test_what_the_likeness_rests_on_is_said():
    judged = {1: Judgement(1, 0.1, likeness=0.5)}
    assert "never learned from" in phrases.measured_text(
        Course(judged, likeness_of="held_out"), is_style=False
    )
    assert "those it learned from" in phrases.measured_text(
        Course(judged, likeness_of="seen"), is_style=False
    )
    assert "only the loss" in phrases.measured_text(
        Course({1: Judgement(1, 0.1)}, encoders="none"), is_style=False
    )
    assert phrases.measured_text(Course(), is_style=False) == ""
    assert "style" in phrases.measured_text(Course(encoders="none"), is_style=True)
    assert "★" in phrases.legend_text()
