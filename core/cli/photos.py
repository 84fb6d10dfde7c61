"""`reverie photos`: the process that looks at photos for the window. Not for people, so no help lists it.

It is found before the command line is built, of which it wants nothing. A line of JSON on stdin, `{"path", "turned",
"aim", "faces"}`, becomes a line on stdout, the photo's report (`core/files/photos/report.py`). It ends with its stdin.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from core.engine import process
from core.files.photos.checks import check_photo
from core.files.photos.choices import Choice
from core.files.photos.report import to_line

NICER = 5  # steps that the window comes before this, where both want the processor


def main() -> int:
    """Answer until stdin ends, or nobody reads any more."""
    process.die_with_parent(wanted=True)
    if hasattr(os, "nice"):
        os.nice(NICER)
    with suppress(BrokenPipeError, KeyboardInterrupt):
        serve(sys.stdin, sys.stdout)
    return 0


def serve(lines: TextIO, answers: TextIO) -> None:
    """One answer a line, in order."""
    for line in lines:
        asked = json.loads(line)
        choice = Choice(turned=asked["turned"])
        report = check_photo(Path(asked["path"]), 0, asked["aim"], choice, faces=asked["faces"])
        answers.write(to_line(report) + "\n")
        answers.flush()
