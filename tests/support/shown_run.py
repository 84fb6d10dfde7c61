"""A training in the middle, and its course, as the run page shows them."""

from core.contract.draft import Draft, Teaching
from core.contract.judging import Choice, Judgement
from desktop.state.training_course import Course

RUNNING = Teaching("a", Draft(word="sks", noun="dog"), "running", "/r", 1040, 1200)
COURSE = Course(
    {
        s: Judgement(
            s, 0.2, s / 1000, 0.05, 1 - s / 4000, 0.02, faults=("copying",) if s > 700 else ()
        )
        for s in (200, 400, 600, 800)
    },
    losses=[(s, 1 / s) for s in range(1, 900, 10)],
    choice=Choice(600, "held_back", 4, 0.6, 800, "copying"),
    likeness_of="seen",
    seconds_left=180.0,
    activity="teaching",
)
