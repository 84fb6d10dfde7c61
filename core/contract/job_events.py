"""What every job has: it can be cancelled, and ends in one of three ways. And the engine's greeting."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from core.contract import codec
from core.contract.error_wire import from_data
from core.contract.errors import ReverieError


@dataclass(frozen=True)
class Cancel:
    """Stop `job` within one step; a job that still waits is dropped. Unknown jobs are ignored."""

    job: str


@dataclass(frozen=True)
class EngineReady:
    """torch is imported and a device chosen. Comes once, before the first job begins to run."""

    version: str
    device: str  # "cpu", "cuda", "mps"
    device_name: str
    threads: int
    torch: str
    seconds: float  # from the engine's first line of Python to here


@dataclass(frozen=True)
class JobDone:
    """The job ended well. One of JobDone, JobCancelled, JobFailed ends every job."""

    job: str
    seconds: float


@dataclass(frozen=True)
class JobCancelled:
    """The job was stopped by a Cancel."""

    job: str


@dataclass(frozen=True)
class JobFailed:
    """The job ended badly: the error's name and data, and a traceback where it is a defect of ours."""

    job: str
    code: str
    data: dict[str, Any]
    details: str = ""

    @staticmethod
    def of(job: str, error: ReverieError, details: str = "") -> JobFailed:
        data = {name: _wire(value) for name, value in error.data().items()}
        return JobFailed(job, error.code, data, details)

    def error(self) -> ReverieError:
        return from_data(self.code, self.data)


def _wire(value: Any) -> Any:
    """A field of an error, fit for the wire: what JSON cannot hold (NaN, a path) goes as text."""
    try:
        plain = codec.to_json(value)
        json.dumps(plain, allow_nan=False)
    except (TypeError, ValueError):
        return repr(value)
    return plain
