"""What a jailed process takes away from itself before it reads the first byte of a stranger.

Where the system has them (Linux, macOS in part): address space, CPU time, size of written files, open
files, core dumps. Hard limits: the process cannot raise them again. Windows has no such calls; there the
process is only watched by the clock of whoever started it.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """What one jailed process may use in its whole life."""

    memory: int  # bytes of address space, the interpreter's own few hundred MB included
    seconds: int  # of CPU time, over all it is asked
    files: int = 16  # open descriptors


def take_effect(limits: Limits) -> tuple[str, ...]:
    """Set them for this process. Returns the names of those that the system took."""
    if sys.platform == "win32":
        return ()
    import resource

    wanted = {
        "AS": limits.memory,
        "CPU": limits.seconds,
        "FSIZE": 0,  # no file can grow by a single byte; pipes do not count
        "NOFILE": limits.files,
        "CORE": 0,  # a dump would hold a person's picture
    }
    taken = []
    for name, value in wanted.items():
        number = getattr(resource, f"RLIMIT_{name}", None)
        if number is None:
            continue
        with suppress(OSError, ValueError):  # macOS refuses some of them
            hard = resource.getrlimit(number)[1]
            limit = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.setrlimit(number, (limit, limit))
            taken.append(name)
    return tuple(taken)
