"""What a picture or a teaching needs and takes, in one line each."""

from __future__ import annotations

from core.cli.amounts import duration, size
from core.contract.memory import MemoryPlan
from core.contract.teaching_promise import TeachingPromise


def memory_plan(plan: MemoryPlan) -> str:
    """What a picture needs of the memory there is, in one line."""
    room = "" if plan.free < 0 else f" of {size(plan.free)}"
    ways = f", in smaller pieces ({', '.join(plan.savings)})" if plan.savings else ""
    if plan.fits:
        return f"fits: {size(plan.needed)}{room}{ways}"
    smaller = "no size of this shape fits"
    if plan.fitting:
        smaller = f"{plan.fitting[0]} × {plan.fitting[1]} fits"
    return f"may not fit: {size(plan.needed)}{room}{ways}; {smaller}"


def teaching_promise(promise: TeachingPromise) -> str:
    """What a teaching needs and takes, in one line."""
    room = "" if promise.free < 0 else f" of {size(promise.free)}"
    if not promise.fits:
        changes = " and ".join(
            f"{name.replace('_', '-')} {value}" for name, value in promise.fitting
        )
        helps = f"fits with {changes}" if changes else "nothing makes it fit"
        return f"Does not fit: it needs {size(promise.needed)}{room}; {helps}."
    least, most = duration(promise.least), duration(promise.most)
    span = most if least == most else f"{least} to {most}"
    how = "measured" if promise.measured else "by a formula"
    return f"Fits: {size(promise.needed)}{room}. Takes {span}, {promise.step:.2g} s a step ({how})."
