"""Downloads: their messages come back equal over the wire."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.contract import download_events
from tests.support.messages import check_message, messages_of


@pytest.mark.parametrize("kind", messages_of(download_events))
@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_over_the_wire(kind: type[Any], data: st.DataObject) -> None:
    check_message(kind, data)
