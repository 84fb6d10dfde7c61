"""The promises of memory and time, as the command line says them."""

import pytest

from core.cli import promise_wording as wording
from core.contract import events as ev
from core.contract.teaching_promise import TeachingPromise


@pytest.mark.parametrize(
    ("plan", "text"),
    [
        ({}, "fits: 5.1 GB of 6.0 GB"),
        ({"free": -1}, "fits: 5.1 GB"),
        (
            {"savings": ("apart", "tiled")},
            "fits: 5.1 GB of 6.0 GB, in smaller pieces (apart, tiled)",
        ),
        ({"fits": False, "fitting": (768, 512)}, "may not fit: 5.1 GB of 6.0 GB; 768 × 512 fits"),
        ({"fits": False}, "may not fit: 5.1 GB of 6.0 GB; no size of this shape fits"),
    ],
)
def test_a_memory_plan_is_one_line(plan, text):
    known = {"needed": 5_100_000_000, "free": 6_000_000_000, "full": 7, "savings": (), "fits": True}
    told = ev.MemoryPlan(job="a", device="cuda", measured=False, **(known | plan))
    assert wording.memory_plan(told) == text


def promise(**fields):
    known = {"needed": 2 * 10**9, "free": 8 * 10**9, "fits": True, "least": 60.0, "most": 600.0}
    return TeachingPromise(job="", device="cpu", step=0.5, **({"measured": 0.0} | known | fields))


def test_the_promise_of_a_teaching_is_one_line():
    say = wording.teaching_promise
    assert (
        say(promise())
        == "Fits: 2.0 GB of 8.0 GB. Takes 60 s to 10 min, 0.5 s a step (by a formula)."
    )
    assert say(promise(least=600.0, measured=9.0)).endswith(
        "Takes 10 min, 0.5 s a step (measured)."
    )
    changes = (("gradient_checkpointing", "true"), ("resolution", "384"))
    assert say(promise(fits=False, fitting=changes)) == (
        "Does not fit: it needs 2.0 GB of 8.0 GB; fits with gradient-checkpointing true and resolution 384."
    )
    assert (
        say(promise(fits=False, free=-1)) == "Does not fit: it needs 2.0 GB; nothing makes it fit."
    )
