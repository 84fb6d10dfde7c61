"""Notices come back equal over the wire, and tell what is useless with its error."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.contract import notices
from core.contract.errors import ModelUnsupported, UnexpectedError
from core.contract.notices import Notice
from tests.support.messages import check_message, messages_of


@pytest.mark.parametrize("kind", messages_of(notices))
@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_over_the_wire(kind: type[Any], data: st.DataObject) -> None:
    check_message(kind, data)


def test_a_notice_about_something_useless_has_the_error() -> None:
    error = ModelUnsupported("/m", "a LoRA")
    notice = Notice("7", notices.USELESS, {"code": error.code, "data": error.data()})
    assert notice.problem() == error
    assert isinstance(Notice("7", notices.USELESS).problem(), UnexpectedError)


def test_every_code_is_another() -> None:
    codes = [value for name, value in vars(notices).items() if name.isupper()]
    assert len(set(codes)) == len(codes) > 8
