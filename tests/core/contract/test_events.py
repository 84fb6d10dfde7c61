"""The language as a whole: every message is known by its name, and anything else is refused."""

from __future__ import annotations

import json
import typing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.contract import (
    digits,
    download_events,
    drawing_events,
    events,
    explain,
    job_events,
    judging,
    memory,
    notices,
    photo_nouns,
    teaching_promise,
    training_events,
)
from core.contract.errors import InvalidValue
from core.contract.events import from_line
from tests.support.messages import messages_of

FAMILIES = (
    *(
        digits,
        download_events,
        drawing_events,
        explain,
        job_events,
        judging,
        memory,
        notices,
        photo_nouns,
        teaching_promise,
        training_events,
    ),
)
KINDS = typing.get_args(events.Message)


def test_every_message_of_every_family_is_in_the_language() -> None:
    assert {kind for family in FAMILIES for kind in messages_of(family)} == set(KINDS)
    assert set(KINDS) == {*typing.get_args(events.Job), *typing.get_args(events.Event)}


def test_types_are_known_by_their_name() -> None:
    assert len({kind.__name__ for kind in KINDS}) == len(KINDS)
    assert json.loads(events.to_line(events.Cancel("1"))) == {"type": "Cancel", "job": "1"}


@pytest.mark.parametrize(
    "line",
    [
        "",
        "nonsense",
        "3",
        "null",
        "[]",
        "{}",
        '{"type": 3}',
        '{"type": "ReverieError", "job": "1"}',
        '{"type": "Cancel"',
        '{"type": "Cancel", "job": 1}',
        '{"type": "Cancel", "job": "1"} {"type": "Cancel", "job": "1"}',
        '{"type": "JobDone", "job": "1", "seconds": NaN}',
        '{"type": "JobDone", "job": "1", "seconds": 1' + "0" * 400 + "}",
        '{"type": "Generate", "job": "1", "request": {"prompt": "", "output": "o", "seed": -1}}',
        "[" * 100_000,
    ],
)
def test_lines_that_are_no_message(line: str) -> None:
    with pytest.raises(InvalidValue):
        from_line(line)


@settings(deadline=None)
@given(st.text(max_size=100))
def test_any_line(line: str) -> None:
    with pytest.raises(InvalidValue):
        from_line(line)
