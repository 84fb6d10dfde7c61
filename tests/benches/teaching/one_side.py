"""One side does one work in a process of its own, so that its memory is its own. Work on stdin, figures on stdout.

python tests/benches/teaching/one_side.py ours|plain|cached|limited [GIB]

`limited` is our whole training, from the photos to the file, on a CUDA device of which it may have so many GiB.
"""

from __future__ import annotations

import dataclasses
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import torch
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from core.contract.training_events import TrainDone
from core.generation.machine import PeakMeter
from core.training.train import train
from core.training.watch import Watch
from tests.benches.teaching import ours
from tests.benches.teaching.work import Work, rise

GIB = 2**30
CONTEXT = 0.5  # GiB of a card that CUDA itself takes, and that torch does not count


def told(side: str, work: Work, room: str | None) -> dict[str, Any]:
    """Figures as JSON has them; "error" where memory ran out."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            if side == "limited":
                return limited(work, Path(folder), float(room or 0))
            if side == "ours":
                return dataclasses.asdict(ours.measured(work, Path(folder)))
            from tests.benches.teaching import diffusers_loop

            figures = diffusers_loop.measured(work, cached=side == "cached")
            return dataclasses.asdict(figures)
        except torch.OutOfMemoryError as error:
            return {"error": str(error).partition("\n")[0]}


def limited(work: Work, folder: Path, room: float) -> dict[str, Any]:
    """Train to the end, with no more than `room` GiB of a CUDA device."""
    device = torch.device(work.device)
    total = torch.cuda.mem_get_info(device)[1]
    # torch takes no "cuda" without a number here
    torch.cuda.set_per_process_memory_fraction((room - CONTEXT) * GIB / total, device.index or 0)
    return whole(work, folder)


def whole(work: Work, folder: Path) -> dict[str, Any]:
    """Our whole training, from files of photos to the result."""
    photos = folder / "photos"
    photos.mkdir()
    for number, pixels in enumerate(work.photos().numpy()):
        Image.fromarray(pixels).save(photos / f"{number}.png")
    meter = PeakMeter(torch.device(work.device))
    meter.start()
    config = ours.config_of(work, folder / "run", photos)
    done = [e for e in train(config, Watch(), resume=False) if isinstance(e, TrainDone)]
    return {"done": len(done) == 1, "peak_bytes": rise(meter)}


def main() -> None:
    side, *room = sys.argv[1:]
    work = Work.of(sys.stdin.read())
    sys.stdout.write(json.dumps(told(side, work, room[0] if room else None)) + "\n")


if __name__ == "__main__":
    main()
