"""Trains as a config file says, and dies by SIGKILL as soon as a first checkpoint is safe, before it is judged.

Not a test: `tests/core/training/test_resume.py` starts it and goes on with what it leaves.
"""

import os
import signal
import sys

from core.contract.training_events import CheckpointSaved
from core.training.run_state import read_config_file
from core.training.train import train
from core.training.watch import Watch

for event in train(read_config_file(sys.argv[1]), Watch(), resume=False):
    if isinstance(event, CheckpointSaved):
        os.kill(os.getpid(), signal.SIGKILL)
