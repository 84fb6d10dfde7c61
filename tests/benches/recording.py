"""What recording costs: processor time of a picture plain, recorded, and recorded with maps. Prints JSON.

python tests/benches/recording.py [--rounds 5] [--model starter] [--steps 20]

The three are drawn in turn, so that a busy machine slows all of them; medians are compared.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from core.contract.request import GenerationRequest
from core.explain.recording import Recording
from core.generation.generate import generate
from core.generation.loader import Loader


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--model", default="starter")
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--size", type=int)
    options = parser.parse_args()
    loader, seconds = Loader(), {"plain": [], "recorded": [], "with_maps": []}
    held = 0
    with tempfile.TemporaryDirectory() as folder:
        for number in range(options.rounds + 1):
            for name, watch in (
                ("plain", None),
                ("recorded", Recording()),
                ("with_maps", Recording(maps=True)),
            ):
                request = GenerationRequest(
                    "a swan and an apple",
                    str(Path(folder) / f"{name}-{number}.png"),
                    seed=1,
                    model=options.model,
                    steps=options.steps,
                    width=options.size,
                    height=options.size,
                )
                began = time.thread_time()
                list(generate(request, loader, lambda: False, watch=watch))
                if number:  # the first round warms up
                    seconds[name].append(time.thread_time() - began)
                held = watch.trace.bytes if watch else held
    median = {name: statistics.median(values) for name, values in seconds.items()}
    ratios = {name: round(value / median["plain"], 4) for name, value in median.items()}
    figures = {"seconds": median, "ratio": ratios, "bytes_with_maps": held}
    sys.stdout.write(json.dumps(figures) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
