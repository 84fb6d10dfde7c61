"""The jail's outer wall on Linux: bubblewrap, where it is installed and the kernel lets it work.

In it the process has no network, no other processes, and of the disk only what Python itself needs, to
read. Nothing of the person's home is there, unless the program itself lies in it.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

PROGRAM = "bwrap"
LATE_STARTS = 3  # so often a busy machine may be the reason
chances = LATE_STARTS  # 0: a process did not start in it (no user namespaces, a strange layout of the disk)
_SYSTEM = ("/usr", "/lib", "/lib64", "/bin", "/etc/ld.so.cache", "/etc/alternatives", "/nix/store")


def wrapped(words: Sequence[str], environment: Mapping[str, str]) -> list[str] | None:
    """The command `words` inside bubblewrap, or None where there is none that works."""
    program = shutil.which(PROGRAM) if sys.platform == "linux" and chances else None
    if program is None:
        return None
    wall = [program, "--unshare-all", "--die-with-parent", "--cap-drop", "ALL"]
    for path in _needed(words[0], environment):
        wall += ["--ro-bind", path, path]
    return [*wall, "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "--", *words]  # noqa: S108


def failed(*, late: bool) -> None:
    """A process that starts without it did not start in it; `late`: was not ready in time."""
    global chances
    chances = chances - 1 if late else 0


def _needed(program: str, environment: Mapping[str, str]) -> list[str]:
    """Folders to read, parents first, each once: the interpreter, its libraries, our packages."""
    own = [
        sys.prefix,
        sys.base_prefix,
        str(Path(program).parent),
        str(Path(program).resolve().parent),
    ]
    own += environment.get("PYTHONPATH", "").split(os.pathsep)
    bundle = getattr(sys, "_MEIPASS", None)
    return _outermost(path for path in (*_SYSTEM, *own, *([bundle] if bundle else [])) if path)


def _outermost(paths: Iterable[str]) -> list[str]:
    found: list[Path] = []
    for path in sorted({Path(path).absolute() for path in paths}):  # links stay: they are asked for
        inside = any(path.is_relative_to(outer) for outer in found)
        if not inside and path != Path(path.anchor) and path.exists():
            found.append(path)
    return [str(path) for path in found]
