"""What travels about a judgement comes back as it was, also where nothing could be measured."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.contract import judging
from core.contract.events import from_line, to_line
from core.contract.judging import Choice, Chosen, Judged, Judgement
from tests.support.messages import check_message, messages_of


@pytest.mark.parametrize("kind", messages_of(judging))
@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_over_the_wire(kind: type[Any], data: st.DataObject) -> None:
    check_message(kind, data)


def test_a_judgement_survives_the_wire_and_the_log() -> None:
    full = Judgement(600, 0.11, 0.8, 0.02, 0.9, 0.03, 0.1, 0.2, 0.0, ("leak", "copying"))
    choice = Choice(400, "held_back", 6, 0.7, 600, "leak", seen=True)
    event = Judged("j", full, choice, "/run/samples/judged-000600.png", "seen", "own")
    assert from_line(to_line(event)) == event


def test_what_could_not_be_measured_stays_unmeasured() -> None:
    event = Chosen("j", Choice(600, "last", 6), early=False)
    assert from_line(to_line(event)) == event
    bare = Judged("j", Judgement(600, 0.11), event.choice, "", "none", "none")
    assert from_line(to_line(bare)) == bare
