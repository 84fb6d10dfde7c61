"""What a recording of fifty steps at 512 x 512 holds in memory. Prints JSON.

    .venv/bin/python tests/benches/film_memory.py [--steps 50] [--size 512]

Random numbers of the shapes of Stable Diffusion 1: latents (4, 64, 64), asked twice in each step (with the words and
without), maps of attention at 64, 32, 16 and 8 cells for 77 tokens in each of two texts. No network is asked: what is
kept does not depend on what the numbers are. `held` is what the trace counts, `grown` what the process grew by; the
promise is 300 MB, beyond which a run is refused.
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psutil
import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from core.diffusion.conditioning import Conditioning
from core.diffusion.denoiser import Denoiser
from core.diffusion.guidance import guided
from core.diffusion.samplers.step import no_noise, start_from_noise
from core.diffusion.samplers.table import SAMPLERS
from core.diffusion.schedule import NoiseSchedule, ScheduleConfig
from core.diffusion.sigmas import noise_path
from core.insight.attention_maps import Asked
from core.insight.tokens import Token
from core.insight.trace import Sizes, Told, Trace

MB = 1e6
LENGTH = 77  # tokens of a text
STAGES = {
    "down_blocks.0": 1, "down_blocks.1": 2, "down_blocks.2": 4, "mid_block": 8,
    "up_blocks.1": 4, "up_blocks.2": 2, "up_blocks.3": 1,
}  # fmt: skip  # of SD 1: how many cells of the latents are one of theirs


class RandomMaps:
    """In place of the probe: maps of every stage that nobody looked up."""

    @contextmanager
    def hearing(self, asked: Sequence[Asked], latents: tuple[int, int]) -> Iterator[list[object]]:
        found: list[object] = []
        yield found
        high, wide = latents
        found += [
            {name: torch.rand(each.groups.shape[1], high // n, wide // n) for name, n in STAGES.items()}
            for each in asked
        ]  # fmt: skip


def network(x, t, context, pooled, size_ids):
    return torch.tanh(x) + context.mean((1, 2))[:, None, None, None]


def recorded(sampler: str, options: argparse.Namespace, maps: bool) -> Trace:
    """A run of numbers that mean nothing."""
    tokens = tuple(Token(f"word{n}", "word", n, (n,)) for n in range(LENGTH))
    cond = Conditioning(torch.ones(1, LENGTH, 8))
    uncond = Conditioning(torch.zeros(1, LENGTH, 8))
    trace, cells = Trace(RandomMaps() if maps else None), options.size // 8
    told = (Told("prompt", "", cond.context, tokens), Told("negative", "", uncond.context, tokens))
    trace.begin(told, Sizes(options.steps, 4 * cells * cells))
    path = noise_path(NoiseSchedule(ScheduleConfig()), sampler, "model", options.steps)
    denoise = guided(Denoiser(trace.network(network), "epsilon", path.time_of), cond, uncond, 7.5)
    x = start_from_noise(torch.randn(1, 4, cells, cells), path)
    for _step in trace.walk(SAMPLERS[sampler](trace.denoise(denoise), x, path, no_noise)):
        pass
    trace.close()
    return trace


def resident() -> int:
    gc.collect()
    return int(psutil.Process().memory_info().rss)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--steps", type=int, default=50)
    parser.add_argument("--size", type=int, default=512)
    options, found = parser.parse_args(), {}
    recorded("dpmpp_2m", argparse.Namespace(steps=3, size=64), maps=True)  # warm
    for name, sampler, maps in (
        ("film", "dpmpp_2m", False),
        ("film_asked_twice_a_step", "heun", False),
        ("film_and_maps_of_two_texts", "dpmpp_2m", True),
        ("film_and_maps_asked_twice_a_step", "heun", True),
    ):
        before = resident()
        trace = recorded(sampler, options, maps)
        grown = (resident() - before) / MB
        found[name] = {"held_mb": round(trace.bytes / MB, 1), "grown_mb": round(grown, 1)}
        del trace
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
