"""What a recording of fifty steps at 512 x 512 holds in memory. Prints JSON.

    .venv/bin/python tests/benches/film_memory.py [--steps 50] [--size 512]

The networks are random and thin, of Stable Diffusion 1's shape: latents (4, 64, 64), stages of attention at 64, 32, 16
and 8 cells, 77 tokens. What is kept does not depend on how wide a network is. `held` is what the trace counts,
`grown` what the process grew by; the promise is 300 MB.
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
import tempfile
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from core.contract.request import GenerationRequest
from core.explain.recording import Recording
from core.generation.generate import generate
from core.generation.loader import Loader
from tests.conftest import _make_family

MB = 1e6
WORDS = " ".join(["a swan and an apple on a blue background"] * 8)  # 72 tokens: nearly all there is room for


def resident() -> int:
    gc.collect()
    return int(psutil.Process().memory_info().rss)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--steps", type=int, default=50)
    parser.add_argument("--size", type=int, default=512)
    options = parser.parse_args()
    found: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as folder:
        model, loader = _make_family("sd1", Path(folder) / "model"), Loader()

        def draw(watch: Recording | None, steps: int, sampler: str) -> None:
            request = GenerationRequest(
                WORDS, str(Path(folder) / "x.png"), seed=1, model=str(model), steps=steps,
                negative="a teddy", sampler=sampler, width=options.size, height=options.size,
                guidance_scale=7.5, overwrite=True,
            )  # fmt: skip
            list(generate(request, loader, lambda: False, watch=watch))

        draw(None, 2, "dpmpp_2m")  # warm
        for name, maps, sampler in (
            ("film", False, "dpmpp_2m"),
            ("film_asked_twice_a_step", False, "heun"),
            ("film_and_maps", True, "dpmpp_2m"),
        ):
            before, run = resident(), Recording(maps=maps)
            draw(run, options.steps, sampler)
            grown = (resident() - before) / MB
            found[name] = {"held_mb": round(run.trace.bytes / MB, 1), "grown_mb": round(grown, 1)}
            del run
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
