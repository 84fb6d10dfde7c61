"""Turns what libraries raise when a machine runs short into the typed errors of the contract.

It is not a catch-all: an exception it does not know is a defect and stays one.
"""

from __future__ import annotations

import errno
import sys
import traceback

from core.contract.errors import (
    Cancelled,
    DiskFull,
    OutOfMemory,
    ReverieError,
    UnexpectedError,
    WriteFailed,
)
from core.contract.job_events import JobCancelled, JobFailed


def as_reverie_error(error: BaseException) -> ReverieError | None:
    """The contract's error for `error`, or None where it means a defect of ours.

    Work that knows its device says more itself; this is for what it did not foresee.
    """
    if isinstance(error, ReverieError):
        return error
    if isinstance(error, MemoryError):
        return OutOfMemory("cpu", -1, -1)
    if isinstance(error, RuntimeError) and "torch" in sys.modules:  # else it is not torch's
        return _torch_out_of_memory(error)
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull(str(error.filename or ""), -1, -1)
    if isinstance(error, OSError) and error.errno == errno.ENOMEM:
        return OutOfMemory("cpu", -1, -1)
    if isinstance(error, OSError) and error.errno == errno.EIO:
        return WriteFailed(str(error.filename or ""), error.strerror or "input/output error")
    return None


def _torch_out_of_memory(error: RuntimeError) -> OutOfMemory | None:
    from core.generation.device import choose_device, out_of_memory  # torch

    return out_of_memory(error, choose_device("cpu" if "CPU" in str(error) else "auto"))


def end_event(job: str, error: Exception) -> JobCancelled | JobFailed:
    """The event that ends `job` after `error`; an unforeseen one carries its traceback."""
    known = as_reverie_error(error)
    if isinstance(known, OutOfMemory) and known is not error:
        # Torch tells the size of one tensor, not of the work.
        known = OutOfMemory(known.device, -1, -1)
    if isinstance(known, Cancelled):
        return JobCancelled(job)
    if known is not None:
        return JobFailed.of(job, known)
    details = "".join(traceback.format_exception(error))
    return JobFailed.of(job, UnexpectedError(type(error).__name__, str(error)), details)
