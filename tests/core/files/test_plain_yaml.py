"""YAML as plain data."""

import datetime

import pytest

from core.files.plain_yaml import read_yaml


def test_plain_data_is_read():
    assert read_yaml(b"a: 1\nb: [x, y]\nc: 2026-01-02\n") == {
        "a": 1,
        "b": ["x", "y"],
        "c": datetime.date(2026, 1, 2),
    }


@pytest.mark.parametrize(
    "raw",
    [
        b"a: &x [1]\nb: *x",
        b"a: !!python/name:os.system",
        b"[" * 201,
        b"a: b: c",
        b"\xff",
        b"a: 2026-99-99",
        b"\0",
    ],
)
def test_everything_else_is_refused(raw):
    with pytest.raises(ValueError):  # noqa: PT011 - for whichever reason
        read_yaml(raw)
