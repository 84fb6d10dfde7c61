"""The judgements of a run: made once, found again, and followed by what is taken."""

from __future__ import annotations

import dataclasses
import json
import math
import shutil
from typing import ClassVar

import pytest
import torch

from core.contract.judging import Judgement, Limits
from core.contract.training import TrainingConfig
from core.training.fidelity.course import (
    ASKED_FOR_MORE,
    Course,
    Terms,
    judged_steps,
    judged_weights,
)
from core.training.fidelity.judge import Baseline, Drawn
from core.training.run_state import RunFolder

TERMS = Terms(Limits(), patience=2, seen=False, encoders="own", keeps_all=True)
LIKENESSES = {100: 0.3, 200: 0.8, 300: 0.82, 400: 0.5}
BASE = Baseline(0.1, 0.9, 0.1, 0.3, 0.95, ((0.1, 0.2),), 0.1)


class Seer:
    """Stands in for a judge: says what was planted for the step, and counts how often it looked."""

    def __init__(self) -> None:
        self.looked: list[str] = []

    def baseline(self, draw, loss, drawn):
        self.looked.append("untrained")
        return BASE

    def draw(self, draw):
        pixels = draw("prompt", 1)[None]
        return Drawn(pixels, pixels)

    def judgement(self, step, loss, drawn, base):
        assert base == BASE
        self.looked.append(str(step))
        return Judgement(step, loss, LIKENESSES[step], 0.05)


class Unsure(Seer):
    """Finds the last one best, by so little and with so wide a band that it might choose any."""

    FIGURES: ClassVar = {100: (0.50, 0.02), 200: (0.60, 0.02), 300: (0.62, 0.20), 400: (0.1, 0.02)}

    def judgement(self, step, loss, drawn, base):
        return Judgement(step, loss, *self.FIGURES[step])


class Worse(Seer):
    def judgement(self, step, loss, drawn, base):
        return Judgement(step, loss, 0.1, 0.05)


def draw(prompt, seed):
    return torch.zeros(1, 3, 8, 8)


def weights(step):
    return {"unet.a": torch.full((2,), float(step))}


@pytest.fixture
def run(tmp_path):
    folder = RunFolder(tmp_path / "run")
    folder.create(TrainingConfig(task="unet", data="d", output=str(folder.path)))
    return folder


def begun(run, seer, terms=TERMS, step=0):
    course = Course(run, seer, draw, terms)
    course.begin(step, lambda: 0.1)
    return course


def judge(course, *steps):
    return [course.judge(step, 0.1, weights(step), "j") for step in steps]


def test_a_run_ends_when_nothing_better_came_and_the_planted_step_is_taken(run):
    course = begun(run, Seer())
    assert not course.is_over
    judge(course, 100, 200, 300)
    assert not course.is_over
    (event,) = judge(course, 400)
    assert course.is_over
    chosen, taken = course.take("j", early=True, present=400)
    assert chosen.choice == event.choice
    assert (chosen.choice.step, chosen.choice.why, chosen.early) == (200, "earliest", True)
    assert torch.equal(taken["unet.a"], weights(200)["unet.a"])


def test_each_judgement_leaves_a_line_a_sheet_and_its_weights(run):
    (event,) = judge(begun(run, Seer()), 100)
    first, second = run.read_log()
    assert (first["step"], set(first)) == (0, {"step", "baseline", "encoders"})
    assert second["judged"]["sheet"] == "samples/judged-000100.png"
    assert event.sheet == str(run.path / "samples/judged-000100.png")
    assert (run.path / "samples/judged-000100.png").is_file()
    assert [step for step, _ in judged_steps(run)] == [100]


def test_a_resumed_run_judges_nothing_twice_and_chooses_the_same(run):
    seer = Seer()
    course = begun(run, seer)
    judge(course, 100, 200)
    seer.looked.clear()
    resumed = begun(run, seer, step=200)
    assert seer.looked == []
    assert resumed.has(100)
    assert resumed.has(200)
    assert not resumed.has(300)
    assert resumed.choice == course.choice
    judge(course, 300)
    run.cut_log(200)
    judge(begun(run, seer, step=200), 300)
    assert [json.dumps(record) for record in run.read_log()[3:]] == [
        json.dumps({"step": 300, "judged": run.read_log()[-1]["judged"]})
    ]


def test_a_run_whose_log_lost_the_untrained_model_goes_on_by_the_loss(run):
    judge(begun(run, Seer()), 100)
    _, judged = run.read_log()
    (run.path / "log.jsonl").write_text(json.dumps(judged) + "\n")
    for _ in range(2):  # and so it stays, however often it is stopped
        course = begun(run, Seer(), step=100)
        assert not course.has(100), "its figures are relative to what is lost"
    (event,) = judge(course, 200)
    assert (event.choice.step, event.choice.why) == (200, "lowest_loss")
    assert event.encoders == "none"
    assert begun(run, Seer(), step=200).choice == event.choice


def test_who_asks_for_more_steps_gets_them_though_it_was_over(run):
    judge(begun(run, Seer()), 100, 200, 300, 400)
    assert begun(run, Seer(), step=400).is_over
    run.log({"step": 400, ASKED_FOR_MORE: 900})
    course = begun(run, Worse(), step=400)
    judge(course, 500)
    assert not course.is_over
    assert not begun(run, Worse(), step=500).is_over, "also after a kill"
    judge(course, 600)
    assert course.is_over
    assert course.choice.step == 200


def test_without_encoders_only_the_loss_is_judged_and_nothing_is_drawn(run):
    terms = dataclasses.replace(TERMS, encoders="none")
    course = begun(run, None, terms)
    events = [course.judge(s, loss, weights(s), "j") for s, loss in ((100, 0.2), (200, 0.1))]
    assert [event.sheet for event in events] == ["", ""]
    assert {event.likeness_of for event in events} == {"none"}
    assert (course.choice.step, course.choice.why) == (200, "lowest_loss")


@pytest.mark.parametrize("judged", [False, True])
def test_a_run_that_began_without_encoders_goes_on_by_the_loss_when_some_came(run, judged):
    first = begun(run, None, dataclasses.replace(TERMS, encoders="none"))
    if judged:
        first.judge(100, 0.2, weights(100), "j")
    again = begun(run, Seer(), step=100)
    event = again.judge(200, 0.1, weights(200), "j")
    assert (event.encoders, event.likeness_of) == ("none", "none")
    assert again.choice.step == 200


def test_a_large_model_keeps_only_the_weights_that_may_be_taken(run):
    course = begun(run, Seer(), dataclasses.replace(TERMS, keeps_all=False))
    judge(course, 100, 200, 300, 400)
    assert [step for step, _ in judged_steps(run)] == [200, 400]


@pytest.mark.parametrize("stopped_after", [None, 100, 200, 300])
def test_a_large_model_never_chooses_a_step_whose_weights_are_gone(run, stopped_after):
    """With all weights the third judgement would go back to step 100."""
    few, seer = dataclasses.replace(TERMS, keeps_all=False), Unsure()
    course, choices = begun(run, seer, few), []
    for step in (100, 200, 300, 400):
        choices += [event.choice.step for event in judge(course, step)]
        if step == stopped_after:
            course = begun(run, seer, few, step=step)
        chosen, taken = course.take("j", early=False, present=step)
        assert chosen.choice.step == choices[-1]
        assert torch.equal(taken["unet.a"], weights(choices[-1])["unet.a"])
    assert choices == [100, 200, 200, 200]
    assert [step for step, _ in judged_steps(run)] == [200, 400]


def test_with_all_weights_kept_a_choice_may_go_back(run):
    assert [event.choice.step for event in judge(begun(run, Unsure()), 100, 200, 300)] == [
        *(100, 200, 100)
    ]


def test_where_the_untrained_model_draws_no_numbers_the_loss_decides_and_the_run_goes_on(run):
    blind = Seer()
    blind.baseline = lambda draw, loss, drawn: dataclasses.replace(BASE, floor=math.nan)
    for step, loss in ((100, 0.2), (200, 0.1)):
        event = begun(run, blind, step=step - 100).judge(step, loss, weights(step), "j")
        assert (event.encoders, event.judgement.likeness) == ("none", None)
    assert (event.choice.step, event.choice.why) == (200, "lowest_loss")


def damage(run, step):
    file = run.judged / f"step-{step:06d}" / "weights.safetensors"
    file.write_bytes(file.read_bytes()[:-1])


def test_where_the_chosen_weights_are_damaged_the_best_of_the_others_is_taken(run):
    course = begun(run, Seer())
    judge(course, 100, 200, 300, 400)
    damage(run, 200)
    chosen, taken = course.take("j", early=False, present=400)
    assert (chosen.choice.step, chosen.choice.why, chosen.choice.rival) == (300, "damaged", 200)
    assert torch.equal(taken["unet.a"], weights(300)["unet.a"])
    damage(run, 300)
    damage(run, 100)
    shutil.rmtree(run.judged / "step-000400")
    chosen, taken = course.take("j", early=False, present=400)
    assert (chosen.choice.step, chosen.choice.rival, taken) == (400, 200, None)


def test_the_chosen_weights_that_the_networks_have_need_no_file(run):
    course = begun(run, Seer())
    (event,) = judge(course, 100)
    damage(run, 100)
    assert judged_weights(run, 100) is None
    chosen, taken = course.take("j", early=False, present=100)
    assert (chosen.choice, taken) == (event.choice, None)
    assert judged_weights(run, 900) is None


def test_nothing_judged_nothing_taken(run):
    assert begun(run, Seer()).take("j", early=False, present=0) is None
