"""Planted curves: the rule finds the checkpoint that was planted as the best."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.contract.judging import Judgement, Limits
from core.training.fidelity.choice import choose, faults_of, is_over

LIMITS = Limits(faithfulness=0.75, leak=0.25, drift=0.2, copying=0.25)
STEPS = range(100, 1300, 100)


def judged(step: int, likeness: float | None, **others: float) -> Judgement:
    return Judgement(step, others.pop("loss", 0.1), likeness, **others)


def taken(judgements, seen=False):
    return choose(judgements, LIMITS, seen=seen)


@given(
    speed=st.floats(80, 600),
    ceiling=st.floats(0.4, 1.1),
    broken_from=st.integers(200, 1300),
    fault=st.sampled_from(["faithfulness", "leak", "copying"]),
    wobble=st.lists(st.floats(-1, 1), min_size=len(STEPS), max_size=len(STEPS)),
    band=st.floats(0.001, 0.04),
)
def test_the_planted_best_is_found(speed, ceiling, broken_from, fault, wobble, band):
    """A rising, levelling likeness with noise up to half a band, and a fault from a planted step on."""
    truth = {step: ceiling * (1 - math.exp(-step / speed)) for step in STEPS}
    judgements = []
    for step, noise in zip(STEPS, wobble, strict=True):
        broken = step >= broken_from
        values = {"faithfulness": 1.0, "leak": 0.0, "copying": 0.0}
        values[fault] = {"faithfulness": 0.5}.get(fault, 0.6) if broken else values[fault]
        likeness = truth[step] + noise * band / 2
        judgements.append(judged(step, likeness, likeness_band=band, **values))
    good = [step for step in STEPS if step < broken_from]
    best = max(truth[step] for step in good)
    assume(best > 4 * band)
    choice = taken(judgements)
    noise_of_two = math.hypot(band, band) + band  # of the rule, and of both wobbles
    assert choice.step in good
    assert truth[choice.step] >= best - noise_of_two
    clearly_as_good = [s for s in good if truth[s] >= best - math.hypot(band, band) + band]
    assert not clearly_as_good or choice.step <= clearly_as_good[0]


@given(
    peak=st.sampled_from(list(STEPS)),
    width=st.floats(100, 500),
    height=st.floats(0.2, 1.2),
)
def test_without_noise_a_planted_peak_is_found_exactly(peak, width, height):
    curve = [
        judged(step, height * math.exp(-(((step - peak) / width) ** 2)), faithfulness=1.0)
        for step in STEPS
    ]
    choice = taken(curve)
    assert choice.step == peak
    assert choice.why == ("still_rising" if peak == STEPS[-1] else "best")


@given(st.lists(st.tuples(st.floats(0.1, 1), st.floats(0.5, 1.1)), min_size=1, max_size=12))
def test_the_taken_one_never_has_a_fault_where_another_has_none(points):
    curve = [judged(100 * n, like, faithfulness=faith) for n, (like, faith) in enumerate(points)]
    choice = taken(curve)
    chosen = next(j for j in curve if j.step == choice.step)
    assert not faults_of(chosen, LIMITS) or all(faults_of(j, LIMITS) for j in curve)


def test_of_two_within_noise_the_earlier_is_taken():
    curve = [judged(100, 0.80, likeness_band=0.03), judged(200, 0.83, likeness_band=0.03)]
    choice = taken(curve)
    assert (choice.step, choice.why, choice.rival) == (100, "earliest", 200)


@given(
    settled_at=st.sampled_from(list(STEPS)[1:]),
    wobble=st.lists(st.floats(-1, 1), min_size=len(STEPS), max_size=len(STEPS)),
    untrained=st.floats(0.3, 1),
)
def test_where_likeness_has_a_ceiling_the_planted_end_of_learning_is_found(
    settled_at, wobble, untrained
):
    """Likeness says nothing from the first step on; the loss falls evenly to a planted step, then stays."""
    band, floor = 0.02, 0.1
    curve = [
        judged(
            step,
            0.9 + noise * band / 4,
            likeness_band=band,
            loss=max(floor, untrained - (untrained - floor) * step / settled_at),
        )
        for step, noise in zip(STEPS, wobble, strict=True)
    ]
    choice = choose(curve, LIMITS, seen=True, untrained_loss=untrained)
    assert 0.9 * settled_at - 1e-6 <= choice.step <= settled_at
    assert choice.why == ("settled" if choice.step > STEPS[0] else "earliest")


@given(
    decays_from=st.sampled_from(list(STEPS)[1:]),
    speed=st.floats(50, 400),
    fault=st.sampled_from(["leak", "drift"]),
)
def test_a_plain_noun_that_decays_without_becoming_the_subject_ends_the_planted_good_steps(
    decays_from, speed, fault
):
    """Likeness and loss go on getting better; only the drift, or the leak, tells."""
    curve = [
        judged(
            step,
            1 - math.exp(-step / speed),
            likeness_band=0.001,
            loss=math.exp(-step / speed),
            **{fault: 0.5 if step >= decays_from else 0.1},
        )
        for step in STEPS
    ]
    choice = choose(curve, LIMITS, seen=True, untrained_loss=1.0)
    assert choice.step < decays_from
    if math.exp(-(decays_from - 100) / speed) > 0.05:  # it was still becoming more alike
        assert (choice.step, choice.why, choice.fault) == (decays_from - 100, "held_back", fault)


def test_a_loss_that_never_fell_holds_nothing_back():
    curve = [judged(100, 0.5, loss=0.3), judged(200, 0.5, loss=0.2)]
    assert choose(curve, LIMITS, seen=True, untrained_loss=0.1).step == 100
    assert choose(curve, LIMITS, seen=True).step == 100


def test_a_more_alike_one_with_a_fault_is_named():
    curve = [judged(100, 0.5), judged(200, 0.9, leak=0.5, copying=0.3)]
    choice = taken(curve)
    assert (choice.step, choice.why) == (100, "held_back")
    assert (choice.rival, choice.fault) == (200, "leak")


def test_where_all_have_a_fault_the_least_is_taken():
    curve = [judged(100, 0.5, faithfulness=0.6), judged(200, 0.9, faithfulness=0.2)]
    choice = taken(curve)
    assert (choice.step, choice.why, choice.fault) == (100, "least_harm", "faithfulness")


def test_only_what_is_kept_is_taken_but_the_others_still_tell_what_was_better():
    curve = [judged(100, 0.5), judged(200, 0.9, leak=0.5), judged(300, 0.6), judged(400, 0.1)]
    choice = choose(curve, LIMITS, seen=False, kept={100, 400})
    assert (choice.step, choice.why, choice.judged) == (100, "held_back", 4)
    assert (choice.rival, choice.fault) == (200, "leak")


def test_without_encoders_too_only_what_is_kept_is_taken():
    curve = [Judgement(100, 0.10), Judgement(200, 0.20), Judgement(300, 0.25)]
    assert choose(curve, LIMITS, seen=False, kept={200, 300}).step == 200


def test_what_cannot_be_told_from_the_untrained_model_is_called_so():
    curve = [judged(100, 0.01, likeness_band=0.02), judged(200, 0.0, likeness_band=0.02)]
    assert taken(curve).why == "not_learned"


def test_where_the_encoder_sees_no_likeness_the_loss_decides_or_the_last_step():
    losses = {100: 0.3, 200: 0.2, 300: 0.25, 400: 0.1}
    curve = [judged(step, -step / 1000, loss=loss) for step, loss in losses.items()]
    curve[-1] = judged(400, -0.4, loss=0.1, copying=0.9)
    unseen, seen = (choose(curve, LIMITS, seen=known) for known in (False, True))
    assert (unseen.step, unseen.why) == (200, "not_learned")
    assert (seen.step, seen.why) == (300, "not_learned"), "what it learned from falls for ever"


def test_without_encoders_the_lowest_loss_on_photos_kept_out_decides():
    curve = [Judgement(100, 0.30), Judgement(200, 0.20), Judgement(300, 0.199), Judgement(400, 0.3)]
    choice = taken(curve)
    assert (choice.step, choice.why, choice.likeness) == (200, "lowest_loss", None)


def test_what_could_not_be_measured_is_taken_only_where_nothing_could():
    curve = [Judgement(100, 0.1), judged(200, 0.5), Judgement(300, 0.1)]
    assert (taken(curve).step, taken(curve, seen=True).step) == (200, 200)
    assert not is_over([*curve, Judgement(400, 0.1)], taken(curve), 1), "it gave no answer"
    assert is_over([*curve, judged(400, 0.5), judged(500, 0.5)], taken(curve), 2)
    assert taken(curve[:1]).step == 100


def test_without_encoders_a_loss_on_seen_photos_decides_nothing():
    curve = [Judgement(100, 0.30), Judgement(200, 0.40)]
    choice = taken(curve, seen=True)
    assert (choice.step, choice.why) == (200, "last")
    assert not is_over(curve * 9, choice, 3)


@pytest.mark.parametrize(("patience", "over"), [(0, False), (2, True), (3, False)])
def test_a_run_is_over_when_nothing_better_came_for_long_enough(patience, over):
    curve = [judged(100, 0.2), judged(200, 0.8), judged(300, 0.7), judged(400, 0.75)]
    assert is_over(curve, taken(curve), patience) is over


@given(st.lists(st.floats(-0.05, 0.05), min_size=1, max_size=12))
def test_a_run_that_has_learned_nothing_goes_on(likenesses):
    curve = [judged(100 * n, like, likeness_band=0.1) for n, like in enumerate(likenesses)]
    assert not is_over(curve, taken(curve), 1)


@given(
    st.lists(
        st.tuples(st.floats(-0.2, 1), st.floats(0, 1.2), st.floats(0, 1)), min_size=1, max_size=10
    ),
    st.integers(1, 4),
)
def test_stopping_early_changes_nothing_that_was_taken(points, patience):
    """Where the rule stops a run, the choice is what it was when it was last made."""
    curve = [
        judged(100 * n, like, faithfulness=faith, leak=leak)
        for n, (like, faith, leak) in enumerate(points, 1)
    ]
    for count in range(1, len(curve) + 1):
        choice = taken(curve[:count])
        if is_over(curve[:count], choice, patience):
            assert choice.step <= curve[count - 1 - patience].step
            break


def test_limits_are_reported_worst_first():
    broken = judged(1, 0.5, faithfulness=0.7, leak=0.9, copying=0.3)
    assert faults_of(broken, LIMITS) == ("leak", "faithfulness", "copying") or faults_of(
        broken, LIMITS
    ) == ("leak", "copying", "faithfulness")
