"""The script that makes pictures of the window: the state and look that were asked for, as PNGs."""

import os
import subprocess
import sys
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[3]
SCRIPT = ROOT / "packaging" / "screenshots" / "take.py"


def shoot(folder, *flags):
    return subprocess.run(
        [sys.executable, "-W", "error", str(SCRIPT), "--output", str(folder), *flags],
        capture_output=True,
        text=True,
        timeout=100,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )


def test_a_look_is_a_picture_of_that_size(tmp_path):
    flags = ("--size", "960x600", "--ratio", "2", "--scheme", "dark", "--longer", "--type", "15")
    done = shoot(tmp_path / "shots", *flags, "--state", "first-run", "--state", "keys=all")
    assert done.returncode == 0, done.stderr
    made = sorted(path.name for path in (tmp_path / "shots").iterdir())
    assert made == ["all.png", "first-run.png"]
    with Image.open(tmp_path / "shots" / "first-run.png") as picture:
        assert picture.size == (1920, 1200)
        assert max(picture.convert("RGB").getpixel((1900, 20))) < 60  # dark
    assert [Path(line).name for line in done.stdout.split()] == ["first-run.png", "all.png"]


def test_an_unknown_state_is_told_and_nothing_is_made(tmp_path):
    done = shoot(tmp_path / "shots", "--state", "asleep")
    assert done.returncode == 2
    assert "asleep" in done.stderr
    assert not (tmp_path / "shots").exists()
