"""Swapping the operations, and that a rename on Windows waits for a scanner."""

from __future__ import annotations

import contextlib
import sys
import threading
from pathlib import Path

import pytest

from core.files import operations


def test_using_ends_with_the_block_also_by_an_exception() -> None:
    before = operations.active()
    other = operations.Operations()
    with contextlib.suppress(KeyError), operations.using(other):
        assert operations.active() is other
        raise KeyError
    assert operations.active() is before


def test_other_threads_keep_the_real_ones() -> None:
    seen: list[operations.Operations] = []
    with operations.using(operations.Operations()) as other:
        thread = threading.Thread(target=lambda: seen.append(operations.active()))
        thread.start()
        thread.join()
    assert seen
    assert seen[0] is not other


def test_a_sharing_violation_is_retried_on_windows_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").write_bytes(b"a")
    real, refusals = Path.replace, [3]

    def busy(self: Path, target: Path) -> Path:
        if refusals[0]:
            refusals[0] -= 1
            raise PermissionError(13, "used by another process")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", busy)
    with pytest.raises(PermissionError):
        operations.Operations().replace(tmp_path / "a", tmp_path / "b")
    monkeypatch.setattr(sys, "platform", "win32")
    operations.Operations().replace(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "b").read_bytes() == b"a"


def test_write_all_of_nothing(tmp_path: Path) -> None:
    system = operations.Operations()
    fd = system.create(tmp_path / "a", 0o644)
    assert operations.write_all(system, fd, b"") == 0
    system.close(fd)
