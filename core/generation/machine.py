"""How much memory a device has for this process, and how much the process took at its peak.

Free is what could be had now plus what this process holds already: a model in memory is let go, or used. On
the CPU that is RAM, less where a control group (container, systemd slice) allows less. Only looks; chooses nothing.
"""

from __future__ import annotations

import ctypes
import gc
import os
import re
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
import torch

UNKNOWN = -1
PROC = Path("/proc")
CGROUPS = Path("/sys/fs/cgroup")
_UNLIMITED = 2**60  # version 1 writes a number near 2^63 where there is no limit
_RESET_PEAK = b"5"  # Linux, proc(5): clear_refs


@dataclass(frozen=True)
class DeviceMemory:
    """Bytes; -1 where the system does not say."""

    total: int
    free: int  # with what this process holds itself
    held: int  # by this process


def device_memory(device: torch.device) -> DeviceMemory:
    """What there is on `device` now."""
    if device.type == "cuda":
        free, total = torch.cuda.mem_get_info(device)
        held = torch.cuda.memory_reserved(device)
        return DeviceMemory(total, free + held, held)
    if device.type == "mps":  # shares the computer's memory, of which Metal recommends a part
        total, held = torch.mps.recommended_max_memory(), torch.mps.driver_allocated_memory()
        free = min(total, psutil.virtual_memory().available + held)
        return DeviceMemory(total, free, held)
    return ram()


def ram() -> DeviceMemory:
    """The computer's memory, or the part of it that this process may use."""
    seen, held = psutil.virtual_memory(), resident()
    total, free = int(seen.total), int(seen.available)
    for limit, used in group_limits():
        total, free = min(total, limit), min(free, max(0, limit - used))
    return DeviceMemory(total, free + held, held)


def resident() -> int:
    """Bytes of this process that are in RAM."""
    return int(psutil.Process().memory_info().rss)


def group_limits() -> list[tuple[int, int]]:
    """Limit and use, bytes, of each control group that this process is in and that limits memory."""
    found = []
    with suppress(OSError, ValueError):
        for line in (PROC / "self" / "cgroup").read_text().splitlines():
            _, names, path = line.split(":", 2)
            if names == "":
                found += _limits(CGROUPS, path, "memory.max", "memory.current")
            elif "memory" in names.split(","):
                found += _limits(
                    CGROUPS / "memory", path, "memory.limit_in_bytes", "memory.usage_in_bytes"
                )
    return found


def _limits(root: Path, path: str, limit: str, used: str) -> list[tuple[int, int]]:
    """Of a group and those above it. Files that were only read count as free: the system drops them."""
    found = []
    folder = root / path.lstrip("/")
    while folder.is_relative_to(root) and ".." not in folder.parts:
        most, now = _number(folder / limit), _number(folder / used)
        if most is not None and now is not None and most < _UNLIMITED:
            found.append((most, max(0, now - _cached(folder))))
        if folder == root:
            break
        folder = folder.parent
    return found


def _number(path: Path) -> int | None:
    """The number in a file; None for "max", or where there is none."""
    try:
        return int(path.read_text())
    except (OSError, ValueError):
        return None


def _cached(folder: Path) -> int:
    try:
        text = (folder / "memory.stat").read_text()
    except OSError:
        return 0
    found = re.search(r"^(?:total_)?inactive_file (\d+)$", text, re.MULTILINE)
    return int(found[1]) if found else 0


class PeakMeter:
    """The most memory that this process had on a device since `start`.

    Attribute: `base`, bytes it had then.
    """

    def __init__(self, device: torch.device) -> None:
        self._device = device
        self.base = UNKNOWN
        self._works = False

    def start(self) -> None:
        """Begin to watch."""
        if self._device.type == "cuda":
            torch.cuda.reset_peak_memory_stats(self._device)
            self.base, self._works = torch.cuda.memory_reserved(self._device), True
        elif self._device.type == "cpu":
            self.base, self._works = resident(), _reset_peak()

    def peak(self) -> int:
        """Bytes; -1 where this system does not tell (macOS and Windows keep no peak that begins anew)."""
        if not self._works:
            return UNKNOWN
        if self._device.type == "cuda":
            return int(torch.cuda.max_memory_reserved(self._device))
        with suppress(OSError):
            found = re.search(
                r"^VmHWM:\s+(\d+) kB", (PROC / "self" / "status").read_text(), re.MULTILINE
            )
            return int(found[1]) * 1024 if found else UNKNOWN
        return UNKNOWN


def _reset_peak() -> bool:
    """Linux forgets the peak of before; False elsewhere, or where it may not."""
    try:
        switch = os.open(PROC / "self" / "clear_refs", os.O_WRONLY)  # of the kernel, no file
        try:
            os.write(switch, _RESET_PEAK)
        finally:
            os.close(switch)
    except OSError:
        return False
    return True


def give_back(device: torch.device) -> None:
    """Have the system get what nobody holds any more: garbage, torch's caches, and what the C library keeps."""
    gc.collect()
    if device.type == "cuda":
        torch.cuda.empty_cache()
    elif device.type == "mps":
        torch.mps.empty_cache()
    if sys.platform == "linux":  # glibc keeps freed blocks below 32 MB for itself
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)
