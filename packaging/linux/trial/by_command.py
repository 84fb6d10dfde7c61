"""The installed command line: drawing, recipes, refusals, teaching, and the two times that are promised."""

from __future__ import annotations

import json
from pathlib import Path

from linux.trial.installation import PROMPT, Trial, say

WINDOW_SECONDS = 1.5  # cold start to a usable window
FIRST_PICTURE_SECONDS = 10.0  # after it
PHOTOS = 5


def command_line(trial: Trial) -> None:
    """Draw, look, complain."""
    picture = trial.home / "swan.png"
    trial.reverie("generate", "--prompt", PROMPT, "--steps", "8", "--output", picture)
    assert picture.stat().st_size > 1000
    say("generate draws a picture without a display")
    assert json.loads(trial.reverie("recipe", "show", picture, "--json"))["prompt"] == PROMPT
    again = trial.home / "again.png"
    trial.reverie("recipe", "again", picture, "--output", again)
    say("recipe again makes it once more")
    assert "swan.png" in trial.reverie(
        "generate", "--prompt", PROMPT, "--output", picture, expected=2
    )
    said = trial.reverie("generate", "--prompt", "x", "--output", "/proc/x.png", expected=2)
    assert len(said.splitlines()) == 1, said
    say("an existing file and a place that takes none are refused in one sentence each")
    assert "torch" in trial.reverie("doctor")
    say("doctor tells what there is")


def cold_start(trial: Trial) -> None:
    """The two times that are promised, by the program's own measure."""
    report = json.loads(trial.reverie("doctor", "--timing", "--json"))
    window, first = (report["timing"][name] for name in ("window_seconds", "after_window_seconds"))
    say(f"the window is usable after {window:.2f} s, the first picture {first:.2f} s after it")
    assert window <= WINDOW_SECONDS, f"promised: {WINDOW_SECONDS} s"
    assert first <= FIRST_PICTURE_SECONDS, f"promised: {FIRST_PICTURE_SECONDS} s"


def train(trial: Trial) -> None:
    """Two steps from five photos."""
    out = trial.reverie(*training(photos(trial), trial.home / "robot"))
    assert Path(out.strip().splitlines()[-1]).exists(), out
    say("train teaches two steps")


def photos(trial: Trial) -> Path:
    """A folder of pictures to learn from, drawn once."""
    folder = trial.folder / "photos"
    if not folder.exists():
        folder.mkdir()
        for number in range(PHOTOS):
            trial.reverie(
                *("generate", "--prompt", "a robot", "--seed", str(number), "--steps", "4"),
                *("--output", folder / f"{number}.png"),
            )
    return folder


def training(folder: Path, output: Path) -> list[str | Path]:
    """The words of a training in two steps."""
    words = ["train", "dreambooth", "--photos", folder, "--token", "sks", "--class-noun", "robot"]
    return [*words, "--steps", "2", "--output", output]
