"""Bytes of tensors at the peak on a CPU, as `torch.cuda.max_memory_allocated` tells them of a card.

What a process takes of the computer's memory has more in it: libraries, and what the allocator has not given back.
Counted is what torch asks its allocator for, by its own profiler, so temporaries within an operator count, too. What
is read and converted on the way to a card lies in the computer's memory there, so the peak is looked for from a moment
on; what has stayed until then counts.
"""

from __future__ import annotations

import time

from torch.profiler import ProfilerActivity, profile

MEMORY = "[memory]"  # what the profiler calls an event that takes or frees


class TensorBytes:
    """Counts from the moment it is made."""

    def __init__(self) -> None:
        self._profile = profile(
            activities=[ProfilerActivity.CPU], profile_memory=True, acc_events=True
        )
        self._profile.start()
        self._from = 0

    def begin(self) -> None:
        """The peak is looked for from now on."""
        self._from = time.time_ns()

    def peak(self) -> int:
        """The most there was. Ends the count."""
        self._profile.stop()
        events = self._profile.profiler.kineto_results.events()
        changes = [event for event in events if event.name() == MEMORY]
        changes.sort(key=lambda event: event.start_ns())
        present = most = 0
        for event in changes:
            present += event.nbytes()
            most = max(most, present) if event.start_ns() >= self._from else present
        return most
