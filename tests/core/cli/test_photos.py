"""`reverie photos` is there for the window: a question a line, an answer a line, and it ends with its stdin."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from core.files.commands import photos_command
from core.files.photos.checks import check_photo
from core.files.photos.choices import Choice
from core.files.photos.report import read_report

DATA = Path(__file__).parents[2] / "data"
DOG, HOPPER = DATA / "photos/dog/00.jpg", DATA / "people/hopper.jpg"


def test_each_line_is_answered_in_order_by_what_the_checks_say(tmp_path):
    asked = [
        (DOG, 0, False),
        (tmp_path / "nicht da ä.jpg", 0, False),
        (DOG, 1, False),
        (HOPPER, 0, True),
    ]
    lines = [
        json.dumps({"path": str(path), "turned": turn, "aim": 384, "faces": faces})
        for path, turn, faces in asked
    ]
    command = photos_command()
    done = subprocess.run(
        command.words(),
        env=command.whole_environment(),
        input="\n".join(lines) + "\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    found = [read_report(json.loads(line)) for line in done.stdout.splitlines()]
    assert found == [
        check_photo(path, 0, 384, Choice(turned=turn), faces=faces) for path, turn, faces in asked
    ]
