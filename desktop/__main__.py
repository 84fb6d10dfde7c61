"""`reverie`: without a verb the window, with one the command line.

Neither Qt nor torch is imported before it is known which of the two is wanted, and whether a window
can be shown at all.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

USAGE = 2
VERBS = frozenset({"generate", "batch", "explain", "train", "models", "recipe", "doctor", "engine"})
FLAGS = frozenset({"-h", "--help", "--version"})
TIMING = "--timing-report"
DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
EXAMPLE = 'sh packaging/run.sh generate --prompt "a swan" --output swan.png'


def main(argv: Sequence[str] | None = None) -> int:
    """Run what `argv` (without the program's name) asks for; returns the exit status."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    first = arguments[0] if arguments else ""
    if first in VERBS or first in FLAGS:
        from core.cli.start import start

        return start(arguments)
    problem = _problem(arguments)
    if problem:
        sys.stderr.write(problem + "\n")
        return USAGE
    from desktop.app import main as window

    timing = first == TIMING
    return window(picture=first if first and not timing else None, timing_report=timing)


def _problem(arguments: list[str]) -> str | None:
    """Why no window can be opened for these arguments, in one sentence, or None."""
    first = arguments[0] if arguments else ""
    if len(arguments) > 1 or (first.startswith("-") and first != TIMING):
        return f"{_shown(' '.join(arguments))} is not known: see reverie --help."
    if first and first != TIMING and not Path(first).is_file():
        return f"{_shown(first)} is neither a picture nor a verb: see reverie --help."
    if not _has_display():
        return (
            "There is no display for the window: draw from the command line instead, "
            f"for example {EXAMPLE}"
        )
    return None


def _has_display() -> bool:
    """Whether a window can be shown: on Linux and its relatives only where one is named."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in DISPLAYS)


def _shown(text: str) -> str:
    """In one line of ASCII, whatever somebody typed."""
    return ascii(text[:200])


if __name__ == "__main__":
    sys.exit(main())
