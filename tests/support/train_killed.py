"""Trains each config undisturbed, and again with kill -9 at random moments and a resume after each.

Not a test: `tests/core/training/test_resume.py` starts it and compares the folders. The trainings
are forked children of this process, so that torch is imported once; OMP_NUM_THREADS must be 1.
"""

import os
import random
import shutil
import signal
import sys
import time
from dataclasses import replace
from pathlib import Path

from core.contract.training import TrainingConfig
from core.training.run_state import RunFolder, read_config_file
from core.training.train import train
from core.training.watch import Watch

KILLS = 3


def start(config: TrainingConfig) -> int:
    """Fork a child that trains, resuming what is there. Returns its number."""
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        resume = (Path(config.output) / "config.toml").exists()
        list(train(config, Watch(), resume=resume))
        status = 0
    finally:
        os._exit(status)


def finish(child: int) -> int:
    """Wait for the child's end. Returns its exit status, negative for a signal."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def main(seed: int, paths: list[str]) -> None:
    rng = random.Random(seed)
    for path in paths:
        config = read_config_file(path)
        begin = time.monotonic()
        assert finish(start(replace(config, output=config.output + "-straight"))) == 0
        whole = time.monotonic() - begin
        killed = 0
        while killed < KILLS:
            child = start(config)
            time.sleep(rng.uniform(0.1, 0.5) * whole)
            os.kill(child, signal.SIGKILL)
            if finish(child) == -signal.SIGKILL:
                killed += 1
                newest = RunFolder(config.output).newest()
                step = newest.step if newest else 0
                sys.stdout.write(f"{config.task} killed, whole up to step {step}\n")
            else:  # it was faster than its killer: again, and quicker
                shutil.rmtree(config.output)
                killed, whole = 0, 0.6 * whole
        assert finish(start(config)) == 0


main(int(sys.argv[1]), sys.argv[2:])
