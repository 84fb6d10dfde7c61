"""Run by torchrun: trains each config given as a TOML file, one after another, with all processes.

Not a test: `tests/core/training/test_distributed.py` starts it and looks at what it leaves.
"""

import os
import sys
from pathlib import Path

import torch
import torch.distributed as dist

from core.contract.training_events import TrainStep
from core.training.distributed import join
from core.training.run_state import read_config_file
from core.training.train import train
from core.training.watch import Watch

torch.set_num_threads(1)
files = sys.argv[2:]
# For each config a folder in which each process has a home of its own, as on machines of their own; or nothing.
homes = os.environ["HOMES"].split(os.pathsep) if "HOMES" in os.environ else [""] * len(files)
with join("cpu"):
    for path, apart in zip(files, homes, strict=True):
        if apart:
            os.environ["REVERIE_HOME"] = str(Path(apart) / os.environ["RANK"])
        for event in train(read_config_file(path), Watch(), resume=False):
            if isinstance(event, TrainStep) and dist.get_world_size() != int(sys.argv[1]):
                raise SystemExit(f"{dist.get_world_size()} processes train, not {sys.argv[1]}")
