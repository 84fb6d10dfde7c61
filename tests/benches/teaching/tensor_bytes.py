"""Bytes of tensors at the peak on a CPU, as `torch.cuda.max_memory_allocated` would tell them of a card.

What a process takes of the computer's memory has more in it: libraries, and what the allocator has not given back.
Counted is what torch asks its allocator for, by its own profiler, so temporaries within an operator count, too. What a
card would not hold at a time is taken off: a model on its way there, and networks that wait in the computer's memory.
"""

from __future__ import annotations

import math
import time
from bisect import bisect
from collections.abc import Iterable
from itertools import accumulate, pairwise

from torch import nn
from torch.profiler import ProfilerActivity, profile

MEMORY = "[memory]"  # what the profiler calls an event that takes or frees


class TensorBytes:
    """Counts from the moment it is made."""

    def __init__(self) -> None:
        self._profile = profile(
            activities=[ProfilerActivity.CPU], profile_memory=True, acc_events=True
        )
        self._profile.start()
        self._phases: list[tuple[int, int]] = []  # beginning in ns, bytes that are elsewhere

    def phase(self, away: int) -> None:
        """From now on, and until the next phase, a card would not hold `away` bytes of what there is."""
        self._phases.append((time.time_ns(), away))

    def peak(self) -> int:
        """The most there was on the card in any phase. Ends the count."""
        self._profile.stop()
        events = self._profile.profiler.kineto_results.events()
        changes = sorted((e.start_ns(), e.nbytes()) for e in events if e.name() == MEMORY)
        times, present = [when for when, _ in changes], list(accumulate(n for _, n in changes))
        most = 0
        for (begun, away), (end, _) in pairwise([*self._phases, (math.inf, 0)]):
            first, last = bisect(times, begun), bisect(times, end)
            most = max(most, max(present[max(0, first - 1) : last], default=0) - away)
        return most


def weights_of(networks: Iterable[nn.Module]) -> int:
    """Bytes of their parameters."""
    return sum(p.numel() * p.itemsize for network in networks for p in network.parameters())
