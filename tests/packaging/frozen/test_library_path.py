"""Programs of the system are started as if we were not frozen."""

import os

import pytest


@pytest.mark.parametrize("before", ["/usr/local/lib", None])
def test_the_value_of_before_comes_back(building, monkeypatch, before):
    monkeypatch.setenv("LD_LIBRARY_PATH", "/usr/lib/reverie/_internal")
    monkeypatch.delenv("LD_LIBRARY_PATH_ORIG", raising=False)
    if before is not None:
        monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", before)
    building("frozen.library_path").restore()
    assert os.environ.get("LD_LIBRARY_PATH") == before
    assert "LD_LIBRARY_PATH_ORIG" not in os.environ
