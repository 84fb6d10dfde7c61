"""How fast a device multiplies, for a first guess of time: a few plain matrix products, a tenth of a second."""

from __future__ import annotations

import functools
import time

import torch

SIDE = {"cpu": 768}  # of the matrices; others are larger
LARGE = 4096
TRIES = 3


@functools.lru_cache(maxsize=8)
def speed_of(device: torch.device, dtype: torch.dtype) -> float:
    """1e9 multiplications with additions a second: the best of a few tries."""
    side = SIDE.get(device.type, LARGE)
    one = torch.ones(side, side, device=device, dtype=dtype)
    best = float("inf")
    with torch.no_grad():
        for _ in range(TRIES):
            begun = time.perf_counter()
            float((one @ one)[0, 0])  # waits for the device
            best = min(best, time.perf_counter() - begun)
    return side**3 / 1e9 / max(best, 1e-9)
