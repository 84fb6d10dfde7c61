"""Which checkpoint is taken, and when more steps are no use: one rule for both. Numbers only.

Taken is the checkpoint with the best likeness among those that keep the limits; of those that are no
worse than chance explains, the earliest (the one-standard-error rule, Breiman et al. 1984, 3.4.3:
the simplest model within one standard error of the best) whose loss has settled. An encoder may call
pictures as alike as photos long before they are: while the loss still falls clearly, they become better.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence

from core.contract.judging import Choice, Fault, Judgement, Limits, Why

# How far on the way from the untrained model's loss to the lowest among those that are as alike a step must be
SETTLED = 0.9
LOSS_TOLERANCE = 0.01  # of the lowest loss: less is noise of the few photos that it is measured on


def faults_of(judgement: Judgement, limits: Limits) -> tuple[Fault, ...]:
    """Which limits it breaks, worst first. What was not measured breaks nothing."""
    excess = _excess(judgement, limits)
    broken = [fault for fault, value in excess.items() if value > 0]
    return tuple(sorted(broken, key=lambda fault: -excess[fault]))


def choose(
    judgements: Sequence[Judgement],
    limits: Limits,
    *,
    seen: bool,
    untrained_loss: float | None = None,
    kept: Collection[int] | None = None,
) -> Choice:
    """The checkpoint to take of at least one, in the order of their steps, and why.

    `untrained_loss`: where the losses began; None: not known, and no step is unfinished. `seen`: likeness and loss
    were measured on photos that were learned from. Such a loss falls for ever, so its lowest says nothing of which
    step is best; how far it has come still tells, among steps that are as alike, which one is unfinished.
    `kept`: the steps whose weights are there to be taken, the last one among them; None: all. The others still tell
    what was better.
    """
    takeable = [j for j in judgements if kept is None or j.step in kept]
    if any(j.likeness is not None for j in takeable):
        return _most_alike(judgements, takeable, limits, seen, untrained_loss)
    if seen:
        return Choice(judgements[-1].step, "last", len(judgements), seen=True)
    return Choice(_of_lowest_loss(takeable).step, "lowest_loss", len(judgements))


def is_over(judgements: Sequence[Judgement], choice: Choice, patience: int) -> bool:
    """Whether `patience` checkpoints in a row gave nothing that would be taken instead.

    Never (0), and never while nothing has been learned. What could not be measured any more (its encoders went) gave
    no answer, and does not count where the taken one was.
    """
    if not patience or choice.why in ("not_learned", "last"):
        return False
    answers = judgements if choice.likeness is None else _measured(judgements)
    return sum(j.step > choice.step for j in answers) >= patience


def _most_alike(
    judgements: Sequence[Judgement],
    takeable: Sequence[Judgement],
    limits: Limits,
    seen: bool,
    untrained_loss: float | None,
) -> Choice:
    measured, candidates = _measured(judgements), _measured(takeable)
    good = [j for j in candidates if not faults_of(j, limits)]
    if not good:
        taken = min(candidates, key=lambda j: sum(_excess(j, limits).values()))
        fault = faults_of(taken, limits)[0]
        return Choice(
            taken.step, "least_harm", len(measured), taken.likeness, fault=fault, seen=seen
        )
    best = max(good, key=_likeness)
    as_alike = [j for j in good if _likeness(best) - _likeness(j) <= _noise(best, j)]
    taken = next(j for j in as_alike if _is_settled(j, as_alike, untrained_loss))
    if _likeness(taken) <= taken.likeness_band:  # the encoder sees nothing: the loss knows more
        learned = good[-1] if seen else _of_lowest_loss(good)
        return Choice(learned.step, "not_learned", len(measured), learned.likeness, seen=seen)
    refused = [j for j in measured if faults_of(j, limits)]
    rival = max(refused, key=_likeness, default=None)
    if rival is not None and _likeness(rival) - _likeness(taken) > _noise(rival, taken):
        fault = faults_of(rival, limits)[0]
        return Choice(
            taken.step, "held_back", len(measured), taken.likeness, rival.step, fault, seen
        )
    if as_alike[0] is not taken:
        return Choice(
            taken.step, "settled", len(measured), taken.likeness, as_alike[0].step, seen=seen
        )
    if best is not taken:
        return Choice(taken.step, "earliest", len(measured), taken.likeness, best.step, seen=seen)
    why: Why = "still_rising" if taken is measured[-1] and len(measured) > 1 else "best"
    return Choice(taken.step, why, len(measured), taken.likeness, seen=seen)


def _of_lowest_loss(judgements: Sequence[Judgement]) -> Judgement:
    """The earliest of those whose losses differ by no more than noise."""
    lowest = min(j.loss for j in judgements)
    return next(j for j in judgements if j.loss <= lowest * (1 + LOSS_TOLERANCE))


def _measured(judgements: Sequence[Judgement]) -> list[Judgement]:
    return [j for j in judgements if j.likeness is not None]


def _likeness(judgement: Judgement) -> float:
    return -math.inf if judgement.likeness is None else judgement.likeness


def _is_settled(
    judgement: Judgement, as_alike: Sequence[Judgement], untrained_loss: float | None
) -> bool:
    """Whether its loss has come down nearly as far as that of any other."""
    lowest = min(j.loss for j in as_alike)
    if untrained_loss is None or lowest >= untrained_loss:
        return True
    return untrained_loss - judgement.loss >= SETTLED * (untrained_loss - lowest)


def _noise(one: Judgement, other: Judgement) -> float:
    """One standard error of the difference of two likenesses."""
    return math.hypot(one.likeness_band, other.likeness_band)


def _excess(judgement: Judgement, limits: Limits) -> dict[Fault, float]:
    """How far each measure is on the wrong side of its limit, at least 0."""
    faithful, leak, copying = judgement.faithfulness, judgement.leak, judgement.copying
    drift = judgement.drift
    return {
        "faithfulness": 0.0 if faithful is None else max(0.0, limits.faithfulness - faithful),
        "leak": 0.0 if leak is None else max(0.0, leak - limits.leak),
        "drift": 0.0 if drift is None else max(0.0, drift - limits.drift),
        "copying": 0.0 if copying is None else max(0.0, copying - limits.copying),
    }
