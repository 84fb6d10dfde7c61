"""What libraries raise when a machine runs short, and what is a defect."""

import errno

import pytest
import torch

from core.contract import errors as e
from core.engine.failures import as_reverie_error, end_event

CPU = "[enforce fail at alloc_cpu.cpp:121] DefaultCPUAllocator: can't allocate memory: you tried to allocate 4096 bytes. Error code 12"  # fmt: skip


@pytest.mark.parametrize(
    ("error", "known"),
    [
        (e.FileMissing("x"), e.FileMissing("x")),
        (MemoryError(), e.OutOfMemory("cpu", -1, -1)),
        (RuntimeError(CPU), e.OutOfMemory("cpu", 4096, -1)),
        (OSError(errno.ENOSPC, "No space left on device", "x"), e.DiskFull("x", -1, -1)),
        (OSError(errno.EDQUOT, "Quota exceeded"), e.DiskFull("", -1, -1)),
        (OSError(errno.EIO, "Input/output error", "x"), e.WriteFailed("x", "Input/output error")),
        (OSError(errno.EACCES, "Permission denied", "x"), None),
        (RuntimeError("shapes cannot be multiplied"), None),
        (ZeroDivisionError(), None),
    ],
)
def test_known_and_unknown(error, known):
    assert as_reverie_error(error) == known


def test_what_torch_itself_says_when_memory_is_full():
    assert isinstance(
        as_reverie_error(torch.OutOfMemoryError("CUDA out of memory.")), e.OutOfMemory
    )
    with pytest.raises(RuntimeError) as full:
        torch.empty(2**61, dtype=torch.uint8)
    assert isinstance(as_reverie_error(full.value), e.OutOfMemory)


def test_what_one_tensor_asked_for_is_not_told_as_what_the_work_needs():
    assert end_event("j", RuntimeError(CPU)).error() == e.OutOfMemory("cpu", -1, -1)
    planned = e.OutOfMemory("cpu", 9, 5)
    assert end_event("j", planned).error() == planned


def test_a_defect_carries_its_traceback():
    def defect():
        raise ZeroDivisionError("three apples")

    with pytest.raises(ZeroDivisionError) as raised:
        defect()
    end = end_event("a", raised.value)
    assert end.error() == e.UnexpectedError("ZeroDivisionError", "three apples")
    assert "in defect" in end.details


def test_a_known_failure_needs_no_traceback():
    end = end_event("a", e.FileMissing("x"))
    assert (end.code, end.data, end.details) == ("FileMissing", {"path": "x"}, "")
