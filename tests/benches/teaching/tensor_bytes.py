"""Bytes of tensors at the peak on a CPU, as `torch.cuda.max_memory_allocated` tells them of a card.

What a process takes of the computer's memory has more in it: libraries, and what the allocator has not given back.
Counted is what torch asks its allocator for, by its own profiler, so temporaries within an operator count, too.
"""

from __future__ import annotations

from itertools import accumulate

from torch.profiler import ProfilerActivity, profile

MEMORY = "[memory]"  # what the profiler calls an event that takes or frees


class TensorBytes:
    """Counts from the moment it is made."""

    def __init__(self) -> None:
        self._profile = profile(
            activities=[ProfilerActivity.CPU], profile_memory=True, acc_events=True
        )
        self._profile.start()

    def peak(self) -> int:
        """The most there was of what was made since then. Ends the count."""
        self._profile.stop()
        events = self._profile.profiler.kineto_results.events()
        changes = [event for event in events if event.name() == MEMORY]
        changes.sort(key=lambda event: event.start_ns())
        return max(accumulate((event.nbytes() for event in changes), initial=0))
