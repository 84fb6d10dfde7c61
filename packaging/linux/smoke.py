"""Try the built program as somebody who installs it: `python3 packaging/linux/smoke.py PACKAGE.deb`.

As root, on Debian or Ubuntu, with Xvfb and xdotool. It installs the package, uses it by command line and by
real key presses with an empty HOME and no Python on the PATH, kills it in the middle, and removes it.
Each line it prints was seen to be true; the first that is not ends it with exit status 1.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from linux.screen import Program, screen, wait_for

PROMPT = "a swan on a blue background"
WINDOW_SECONDS = 1.5  # cold start to a usable window
FIRST_PICTURE_SECONDS = 10.0  # after it
KILLS = 3
PHOTOS = 5


class Trial:
    """One installation with a home of its own."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "Zoë's home"  # names are not always ASCII
        self.home.mkdir()
        tools = folder / "bin"  # no Python here
        tools.mkdir()
        for name in ("reverie", "reverie-engine", "bwrap"):
            path = Path("/usr/bin") / name
            if path.exists():
                (tools / name).symlink_to(path)
        self.environment = {"HOME": str(self.home), "PATH": str(tools), "LANG": "C.UTF-8"}
        self.keys = {**self.environment, "PATH": os.environ["PATH"]}  # xdotool's own

    @property
    def pictures(self) -> Path:
        return self.home / "Pictures/Reverie"

    def drawn(self) -> list[Path]:
        """The finished pictures of the window."""
        return sorted(self.pictures.glob("*.png"))

    def reverie(self, *words: str | Path, expected: int = 0) -> str:
        """Standard output of a command. Raises `AssertionError` with what it said."""
        done = subprocess.run(
            ["/usr/bin/reverie", *words],
            env=self.environment,
            cwd=self.home,
            capture_output=True,
            text=True,
            timeout=600,
        )
        said = done.stderr.strip()
        assert done.returncode == expected, f"{words[0]} ended with {done.returncode}: {said}"
        assert "Traceback" not in said, said
        return done.stdout if expected == 0 else said


def command_line(trial: Trial) -> None:
    """Draw, look, teach two steps, complain."""
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
    say("an existing file is refused in one sentence")
    assert "torch" in trial.reverie("doctor")
    say("doctor tells what there is")


def cold_start(trial: Trial) -> None:
    """The two times that are promised, by the program's own measure."""
    report = json.loads(trial.reverie("doctor", "--timing", "--json"))
    window, first = (report["timing"][name] for name in ("window_seconds", "after_window_seconds"))
    say(f"the window is usable after {window:.2f} s, the first picture {first:.2f} s after it")
    assert window <= WINDOW_SECONDS, f"promised: {WINDOW_SECONDS} s"
    assert first <= FIRST_PICTURE_SECONDS, f"promised: {FIRST_PICTURE_SECONDS} s"


def teach(trial: Trial) -> None:
    """Two steps from five photos."""
    photos = trial.home / "photos"
    photos.mkdir()
    for number in range(PHOTOS):
        trial.reverie(
            *("generate", "--prompt", "a robot", "--seed", str(number), "--steps", "4"),
            *("--output", photos / f"{number}.png"),
        )
    words = ["train", "dreambooth", "--photos", photos, "--token", "sks", "--class-noun", "robot"]
    out = trial.reverie(*words, "--steps", "2", "--output", trial.home / "robot")
    assert Path(out.strip().splitlines()[-1]).exists(), out
    say("train teaches two steps")


def window(trial: Trial) -> None:
    """Type, draw, look inside, quit."""
    with screen(trial.environment) as environment:
        program = start(trial, environment)
        program.press("Return")  # the first-run card
        before = len(trial.drawn())
        program.write(PROMPT)
        program.press("ctrl+Return")
        wait_for(lambda: len(trial.drawn()) > before)
        say("keys typed into the window become a picture")
        program.press("alt+5")
        time.sleep(2)
        program.press("alt+1")
        before = len(trial.drawn())
        program.press("ctrl+Return")
        wait_for(lambda: len(trial.drawn()) > before)
        newest = max(trial.drawn(), key=lambda path: path.stat().st_mtime_ns)
        recipe = json.loads(trial.reverie("recipe", "show", newest, "--json"))
        assert recipe["prompt"] == PROMPT, "a key of the pages was typed into the words"
        say("Inside is opened by its key, Create again, and the words are as they were")
        program.press("ctrl+q")
        assert wait_for(lambda: program.process.poll() is not None, 30)
        assert program.process.returncode == 0
        say("the window quits")


def killed(trial: Trial) -> None:
    """Engine and window die at random moments; nothing that was saved is lost."""
    chance = random.Random(0)
    for _ in range(KILLS):
        saved = {path: path.read_bytes() for path in trial.drawn()}
        with screen(trial.environment) as environment:
            program = start(trial, environment)
            program.write(PROMPT)
            program.press("ctrl+Return")
            time.sleep(chance.uniform(0.1, 6.0))
            for child in _children(program.process.pid):
                os.kill(child, signal.SIGKILL)
            time.sleep(chance.uniform(0.0, 1.0))
            program.process.kill()
            program.process.wait(timeout=20)
        assert all(path.read_bytes() == content for path, content in saved.items())
    with screen(trial.environment) as environment:
        program = start(trial, environment)
        before = len(trial.drawn())
        program.press("ctrl+Return")
        wait_for(lambda: len(trial.drawn()) > before)
        program.press("ctrl+q")
        assert wait_for(lambda: program.process.poll() is not None, 30)
    say(f"after {KILLS} violent ends it starts, draws, and has everything that was saved")


def sentences(trial: Trial) -> None:
    """A home that cannot be written, a disk that is full: one sentence."""
    full = Path("/dev/full")
    if full.exists():
        said = trial.reverie("generate", "--prompt", "x", "--output", "/proc/x.png", expected=2)
        assert len(said.splitlines()) == 1, said
    say("a place that cannot be written gets one sentence")


def start(trial: Trial, environment: dict[str, str]) -> Program:
    """The window, started with the trial's PATH and driven with ours."""
    keys = {**environment, "PATH": os.environ["PATH"]}
    return Program.start(["/usr/bin/reverie"], environment, keys)


def removed(listed: list[str]) -> None:
    """Nothing of the package is left."""
    subprocess.run(["dpkg", "-r", "reverie"], check=True, stdout=subprocess.DEVNULL)
    own = [path for path in listed if "reverie" in path.lower()]
    left = [path for path in own if os.path.lexists(path)]
    assert own, "the package listed nothing"
    assert not left, f"left behind: {left}"
    assert shutil.which("reverie") is None
    say("dpkg -r leaves nothing")


def say(what: str) -> None:
    print(f"ok  {what}", flush=True)


def _children(parent: int) -> list[int]:
    shown = subprocess.run(["pgrep", "-P", str(parent)], capture_output=True, text=True)
    return [int(line) for line in shown.stdout.split()]


def main() -> int:
    package = Path(sys.argv[1]).resolve()
    subprocess.run(["dpkg", "-i", package], check=True, stdout=subprocess.DEVNULL)
    say(f"dpkg -i {package.name}")
    listed = subprocess.run(
        ["dpkg", "-L", "reverie"], check=True, capture_output=True, text=True
    ).stdout.splitlines()
    with tempfile.TemporaryDirectory(prefix="reverie-smoke-") as folder:
        trial = Trial(Path(folder))
        try:
            for part in (command_line, cold_start, teach, window, killed, sentences):
                part(trial)
        finally:
            removed(listed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
