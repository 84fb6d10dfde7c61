"""What every job has comes back equal over the wire; a failure with its error."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.contract import job_events
from core.contract.errors import DiskFull, InvalidValue, ModelNotFound
from core.contract.events import from_line, to_line
from core.contract.job_events import JobFailed
from tests.support.messages import check_message, messages_of


@pytest.mark.parametrize("kind", messages_of(job_events))
@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_over_the_wire(kind: type[Any], data: st.DataObject) -> None:
    check_message(kind, data)


def test_a_failure_carries_its_error() -> None:
    for error in (DiskFull("/a", 10, 3), ModelNotFound("x", ("a", "b"))):
        message = from_line(to_line(JobFailed.of("7", error, "trace")))
        assert isinstance(message, JobFailed)
        assert (message.job, message.details) == ("7", "trace")
        assert message.error() == error


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Path("a"), b"x", {1}])
def test_a_failure_about_something_that_json_cannot_hold_still_travels(value: Any) -> None:
    message = from_line(to_line(JobFailed.of("7", InvalidValue("guidance", value, "finite"))))
    assert isinstance(message, JobFailed)
    assert message.error() == InvalidValue("guidance", repr(value), "finite")
