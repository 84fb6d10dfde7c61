"""The program and its helpers are killed at random moments; nothing that was saved is lost."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time

from linux.trial.installation import PROMPT, Trial, say
from linux.trial.keys import wait_for
from linux.trial.screen import opened

KILLS = 3


def killed(trial: Trial) -> None:
    """While it draws, first the engine and then the window; at last it starts and draws as ever."""
    chance = random.Random(0)
    for _ in range(KILLS):
        saved = {path: path.read_bytes() for path in trial.drawn()}
        with opened(trial) as program:
            program.write(PROMPT)
            program.press("ctrl+Return")
            time.sleep(chance.uniform(0.1, 6.0))
            for child in _children(program.process.pid):
                os.kill(child, signal.SIGKILL)
            time.sleep(chance.uniform(0.0, 1.0))
            program.process.kill()
            program.process.wait(timeout=20)
        assert all(path.read_bytes() == content for path, content in saved.items())
    with opened(trial) as program:
        before = len(trial.drawn())
        program.press("ctrl+Return")
        wait_for(lambda: len(trial.drawn()) > before, "a picture")
        assert program.error() == "", program.error()
        program.quit()
    say(f"after {KILLS} violent ends it starts, draws, and has everything that was saved")


def _children(parent: int) -> list[int]:
    shown = subprocess.run(["pgrep", "-P", str(parent)], capture_output=True, text=True)
    return [int(line) for line in shown.stdout.split()]
