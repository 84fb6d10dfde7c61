"""Homes that take nothing: read-only, or on a disk that is full. One clear sentence each, and it goes on when it can.

As root, modes forbid nothing, so the kernel must: a read-only mount and a small memory disk.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from linux.trial.by_command import photos, training
from linux.trial.installation import PROMPT, Trial, say
from linux.trial.keys import wait_for
from linux.trial.screen import opened

BLOCK = 1 << 16
DISK = "16m"  # enough for what a few pictures want
FULL, FORBIDDEN = 1, 2  # exit status: the work failed, or it was asked for in vain


def read_only(trial: Trial) -> None:
    """A home on a disk that cannot be written."""
    with _mounted(trial, "read-only") as disk:
        suffering = _home_on(trial, disk)
        _mount("-o", "remount,ro", disk)
        _refused(suffering, FORBIDDEN, "Nothing can be written to")
        say("a read-only home: generate and train say so in one sentence each")
        _window(suffering, "Nothing can be written to", lambda: _mount("-o", "remount,rw", disk))
        say("a read-only home: so does the window, which draws once it may")


def disk_full(trial: Trial) -> None:
    """A home on a disk without a free byte."""
    with _mounted(trial, "full") as disk:
        suffering = _home_on(trial, disk)
        filling = disk / "filling"
        _fill(filling)
        _refused(suffering, FULL, "The disk is full")
        say("a full disk: generate and train say so in one sentence each")
        _window(suffering, "The disk is full", filling.unlink)
        say("a full disk: so does the window, which draws once there is room")


def _refused(trial: Trial, status: int, sentence: str) -> None:
    """Both verbs fail with one sentence and leave nothing half done."""
    picture, run = trial.home / "swan.png", trial.home / "robot"
    said = trial.reverie("generate", "--prompt", PROMPT, "--output", picture, expected=status)
    assert said.startswith(sentence), said
    assert len(said.splitlines()) == 1, said
    said = trial.reverie(*training(photos(trial), run), expected=status)
    assert said.splitlines()[-1].startswith(sentence), said
    left = [path for path in trial.home.rglob("*") if path.is_file()]
    assert left == [], f"left behind: {left}"


def _window(trial: Trial, sentence: str, relieve: Callable[[], object]) -> None:
    """It opens, says the sentence where a picture cannot be kept, and keeps it once it can."""
    with opened(trial) as program:
        program.press("Return")  # the first-run card
        program.write(PROMPT)
        program.press("ctrl+Return")
        said = wait_for(program.error, "the sentence")
        assert said.startswith(sentence), said
        relieve()
        program.click("Try again")
        wait_for(trial.drawn, "the picture")
        wait_for(lambda: not program.error(), "no further error", 10)
        program.quit()


def _home_on(trial: Trial, disk: Path) -> Trial:
    home = disk / "zoë"
    home.mkdir()
    return trial.moved_to(home)


def _fill(file: Path) -> None:
    """Write zeros until the disk is full."""
    with file.open("wb", buffering=0) as out:
        size = BLOCK
        while size:
            try:
                out.write(bytes(size))
            except OSError:
                size //= 2


@contextmanager
def _mounted(trial: Trial, name: str) -> Iterator[Path]:
    """A small disk in memory."""
    disk = trial.folder / name
    disk.mkdir()
    _mount("-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", disk)
    try:
        yield disk
    finally:
        subprocess.run(["umount", "--lazy", disk], check=True)


def _mount(*words: str | Path) -> None:
    subprocess.run(["mount", *words], check=True)
