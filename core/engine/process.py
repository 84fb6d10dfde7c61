"""What makes an ordinary process an engine: its own pipes, its own group, an end with its parent.

Only system calls; jobs and messages are in `server` and `worker`.
"""

from __future__ import annotations

import ctypes
import faulthandler
import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress

_PR_SET_PDEATHSIG = 1


def take_pipes() -> tuple[int, int]:
    """Keep stdin and stdout for the protocol alone; returns their new descriptors.

    From then on a library's print goes to stderr, and neither it nor a child process can read or write a
    byte of the protocol.
    """
    read, write = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return read, write


def leave_group() -> None:
    """Own session and group: a Ctrl-C or a closed terminal is the window's affair, not ours."""
    if hasattr(os, "setsid") and os.getpid() != os.getpgrp():
        os.setsid()


def report_crashes() -> None:
    """A crash in native code leaves its Python stack on stderr."""
    faulthandler.enable(sys.stderr)


def die_with_parent(wanted: bool) -> None:
    """Linux: whether the system ends this process when its parent dies, whatever we are busy with.

    Must be called on the main thread (the flag belongs to a thread). Elsewhere the end of stdin does it.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL if wanted else 0, 0, 0, 0)


def on_terminate(act: Callable[[], None]) -> None:
    """Call `act` for each SIGTERM, on a thread that does nothing else. Called on the main thread.

    A handler of Python's would run on the main thread, and only once that wakes: a signal which another
    thread took, or which came just before the main thread began to read its next line, would wait for the
    line. The system writes to this pipe whoever takes the signal, and `act` may take any lock. Windows ends
    a process without asking it.
    """
    if sys.platform == "win32":
        return
    read, write = os.pipe()
    os.set_blocking(write, False)
    signal.set_wakeup_fd(write, warn_on_full_buffer=False)
    signal.signal(signal.SIGTERM, lambda number, frame: None)

    def listen() -> None:
        while heard := os.read(read, 64):
            if signal.SIGTERM in heard:
                act()

    threading.Thread(target=listen, name="terminate", daemon=True).start()


def leave(status: int) -> None:
    """End at once: a worker inside a native call must not be waited for nor torn down."""
    for said in (sys.stdout, sys.stderr):  # what libraries printed; the protocol is not among it
        with suppress(OSError, ValueError):  # a closed pipe
            said.flush()
    os._exit(status)
