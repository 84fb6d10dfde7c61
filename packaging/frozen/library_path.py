"""PyInstaller points LD_LIBRARY_PATH at its own libraries; programs of the system must not see that.

The loader read the variable when the process began, so giving the old value back changes nothing here, and
our own other processes set it again for themselves.
"""

from __future__ import annotations

import os

NAME = "LD_LIBRARY_PATH"
KEPT = f"{NAME}_ORIG"  # where PyInstaller's start puts the value it found, if there was one


def restore() -> None:
    """The environment as the person had it."""
    before = os.environ.pop(KEPT, None)
    if before is not None:
        os.environ[NAME] = before
    else:
        os.environ.pop(NAME, None)
