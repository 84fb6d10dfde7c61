"""The messages about memory travel like all others."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.contract import events as ev
from core.contract import memory
from core.contract.errors import InvalidValue
from tests.support.messages import check_message, messages_of


@pytest.mark.parametrize("kind", messages_of(memory))
@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_over_the_wire(kind: type[Any], data: st.DataObject) -> None:
    check_message(kind, data)


def test_a_way_that_nobody_knows_is_refused() -> None:
    line = ev.to_line(ev.MemoryPlan("a", "cuda", 5, 9, 9, ("tiled",), True, False))
    with pytest.raises(InvalidValue, match="savings"):
        ev.from_line(line.replace("tiled", "magic"))
