"""States of a model that are known, painted by hand, are judged as what they are.

The starter's own encoder looks; discs on coloured grounds stand in for what a model draws.
"""

from __future__ import annotations

import dataclasses
import math

import pytest
import torch

from core.contract.judging import Judgement, Limits
from core.files.folders import resources
from core.training.fidelity.eyes import eyes_for
from core.training.fidelity.judge import Judge, Photos
from core.training.fidelity.probes import Probes

GROUNDS = {"red": (0.72, -0.5, -0.5), "green": (-0.6, 0.4, -0.5), "blue": (-0.4, 0.0, 0.85)}
PROBES = Probes(tuple(f"{{subject}} on a {ground} background" for ground in GROUNDS), (1, 2))
SUBJECT, PLAIN, GREY = (0.9, 0.0, -0.9), (-0.9, -0.9, -0.8), (0.0, 0.0, 0.0)


def picture(ground, disc, place=0.5, radius=0.3):
    """(3, 128, 128): a disc with a bright dot on a ground."""
    side = 128
    axis = (torch.arange(side) + 0.5) / side
    away = ((axis[:, None] - 0.5) ** 2 + (axis[None] - place) ** 2).sqrt()
    pixels = torch.tensor(ground).view(3, 1, 1).repeat(1, side, side)
    pixels = torch.where(away < radius, torch.tensor(disc).view(3, 1, 1), pixels)
    return torch.where(away < radius / 4, torch.ones(3, 1, 1), pixels)


def ground_of(prompt):
    return next(value for word, value in GROUNDS.items() if word in prompt)


def drawing(subject, plain=PLAIN, ground=ground_of):
    """A model that draws discs: of one colour for the subject, of another for the plain noun."""

    def draw(prompt, seed):
        disc = subject if "sks" in prompt else plain
        place = 0.5 + 0.02 * (seed - 1.5)
        return picture(ground(prompt), disc, place)[None]

    return draw


UNTRAINED = drawing(PLAIN)
PHOTOS = torch.stack(
    [picture((0.4, 0.1 * n, 0.9 - 0.4 * n), SUBJECT, 0.42 + 0.04 * n) for n in range(5)]
)


@pytest.fixture(scope="module")
def judge():
    eyes = eyes_for(resources() / "models" / "starter", torch.device("cpu"))
    return Judge(eyes, PROBES, Photos.of(eyes, PHOTOS, None), "sks robot", "robot", Limits())


@pytest.fixture(scope="module")
def base(judge):
    return judge.baseline(UNTRAINED)


def judged(judge, base, draw, step=100):
    return judge.judgement(step, 0.1, judge.draw(draw), base)


def test_the_untrained_model_has_no_likeness_no_leak_and_follows_prompts(judge, base):
    verdict = judged(judge, base, UNTRAINED)
    assert verdict.likeness == pytest.approx(0.0, abs=1e-5)
    assert verdict.leak == pytest.approx(0.0, abs=1e-5)
    assert verdict.faithfulness == pytest.approx(1.0, abs=1e-5)
    assert verdict.faults == ()


def test_one_that_draws_the_subject_for_its_word_alone_is_alike_and_faultless(judge, base):
    verdict = judged(judge, base, drawing(SUBJECT))
    assert verdict.likeness > 0.6
    assert verdict.likeness_band > 0
    assert "leak" not in verdict.faults
    assert verdict.leak == pytest.approx(0.0, abs=1e-5)


def test_one_that_draws_it_for_the_plain_noun_leaks(judge, base):
    verdict = judged(judge, base, drawing(SUBJECT, plain=SUBJECT))
    assert verdict.leak > 0.6
    assert "leak" in verdict.faults


def test_one_whose_plain_noun_loses_its_shape_drifts_without_leaking(judge, base):
    """Grey smears are as far from the subject as the noun was, and are not the noun."""
    assert judged(judge, base, UNTRAINED).drift < 0
    another_seed = judged(judge, base, lambda prompt, seed: UNTRAINED(prompt, 3 - seed))
    assert another_seed.drift == pytest.approx(0.0, abs=1e-4)
    verdict = judged(judge, base, drawing(SUBJECT, plain=GREY))
    assert verdict.drift > 0.2
    assert "drift" in verdict.faults
    assert "leak" not in verdict.faults


def test_one_that_ignores_the_rest_of_the_prompt_is_not_faithful(judge, base):
    verdict = judged(judge, base, drawing(SUBJECT, ground=lambda _: GREY))
    assert verdict.faithfulness < 0.3
    assert "faithfulness" in verdict.faults


def test_one_that_gives_the_photos_back_copies(judge, base):
    def draw(prompt, seed):
        return PHOTOS[seed : seed + 1] if "sks" in prompt else UNTRAINED(prompt, seed)

    verdict = judged(judge, base, draw)
    assert verdict.copying > 0.5
    assert "copying" in verdict.faults
    assert judged(judge, base, UNTRAINED).copying == 0.0


@pytest.mark.parametrize("word", ["sks robot on a red", "a robot", ""])
def test_where_a_picture_is_no_number_nothing_was_measured(judge, base, word):
    """Neither likeness, which such a checkpoint could be taken for, nor a fault."""

    def draw(prompt, seed):
        pixels = drawing(SUBJECT)(prompt, seed)
        return pixels * math.nan if word in prompt and seed == 1 else pixels

    verdict = judged(judge, base, draw)
    assert verdict == Judgement(100, 0.1)
    assert judge.draw(draw).sheet().size == (2 * 128, 6 * 128)
    assert base.is_known
    assert not judge.baseline(draw).is_known


def test_the_same_pictures_get_the_same_judgement_to_the_bit(judge, base):
    one, other = (judged(judge, base, drawing(SUBJECT)) for _ in range(2))
    assert one == other
    again = judge.baseline(UNTRAINED)
    assert dataclasses.asdict(again) == dataclasses.asdict(base)


def test_likeness_is_measured_on_photos_kept_out_where_there_are_some(judge):
    eyes = judge._eyes
    kept = Judge(
        eyes, PROBES, Photos.of(eyes, PHOTOS[1:], PHOTOS[:1]), "sks robot", "robot", Limits()
    )
    vectors, base = eyes.alike(PHOTOS), kept.baseline(UNTRAINED)
    assert base.ceiling == pytest.approx(float((vectors[:1] @ vectors[1:].T).mean()), abs=1e-5)
    subject = kept.draw(UNTRAINED).subject.flatten(0, 1)
    assert base.floor == pytest.approx(float((eyes.alike(subject) @ vectors[0]).mean()), abs=1e-5)

    def draw(prompt, seed):
        return PHOTOS[:1] if "sks" in prompt else UNTRAINED(prompt, seed)

    whole = (1 - base.floor) / (base.ceiling - base.floor)  # more alike than the photos are
    assert judged(kept, base, draw).likeness == pytest.approx(whole, abs=1e-4)


def test_the_sheet_has_a_row_for_each_sentence_and_those_of_the_plain_noun(judge):
    drawn = judge.draw(UNTRAINED)
    assert drawn.sheet().size == (2 * 128, 6 * 128)
