"""The messages about memory travel like all others."""

import pytest

from core.contract import events as ev
from core.contract.errors import InvalidValue


@pytest.mark.parametrize(
    "message",
    [
        ev.AskMemory("a", "starter", 512, 768, passes=2, loras=True),
        ev.MemoryPlan("a", "cuda", 5, -1, 9, ("offload", "tiled"), True, False, (64, 32)),
        ev.MemoryPlan("a", "cpu", 5, 9, 5, (), False, True),
        ev.MemoryFreed("a", 9, 4),
    ],
)
def test_there_and_back(message):
    assert ev.from_line(ev.to_line(message)) == message


def test_a_way_that_nobody_knows_is_refused():
    line = ev.to_line(ev.MemoryPlan("a", "cuda", 5, 9, 9, ("tiled",), True, False))
    with pytest.raises(InvalidValue, match="savings"):
        ev.from_line(line.replace("tiled", "magic"))
