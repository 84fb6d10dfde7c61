"""What is free: groups, devices, peaks; with faked systems where this one has no such thing."""

import subprocess
import sys

import pytest
import torch

from core.generation import machine
from core.generation.machine import PeakMeter, device_memory, give_back, group_limits, ram

GB = 2**30


@pytest.fixture
def system(tmp_path, monkeypatch):
    """Fake /proc and /sys/fs/cgroup; a function that writes files into them."""
    monkeypatch.setattr(machine, "PROC", tmp_path / "proc")
    monkeypatch.setattr(machine, "CGROUPS", tmp_path / "cgroup")

    def write(name: str, text: object) -> None:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{text}\n")

    return write


def test_what_is_held_counts_as_free() -> None:
    found = ram()
    assert 0 < found.held < found.free <= found.total + found.held


def test_the_tightest_group_counts(system) -> None:
    system("proc/self/cgroup", "0::/user/window")
    system("cgroup/user/memory.max", 2 * GB)
    system("cgroup/user/memory.current", GB)
    system("cgroup/user/window/memory.max", "max")
    system("cgroup/user/window/memory.current", GB)
    assert group_limits() == [(2 * GB, GB)]
    found = ram()
    assert found.total == 2 * GB
    assert found.free == GB + found.held


def test_files_that_were_read_count_as_free(system) -> None:
    system("proc/self/cgroup", "0::/box")
    system("cgroup/box/memory.max", 2 * GB)
    system("cgroup/box/memory.current", GB)
    system("cgroup/box/memory.stat", f"anon 5\ninactive_file {GB // 2}")
    assert group_limits() == [(2 * GB, GB // 2)]


def test_version_1_groups(system) -> None:
    system("proc/self/cgroup", "5:cpu:/x\n4:memory:/box")
    system("cgroup/memory/box/memory.limit_in_bytes", GB)
    system("cgroup/memory/box/memory.usage_in_bytes", GB // 4)
    system("cgroup/memory/memory.limit_in_bytes", 9223372036854771712)  # no limit
    system("cgroup/memory/memory.usage_in_bytes", GB)
    assert group_limits() == [(GB, GB // 4)]


@pytest.mark.parametrize("text", ["", "nonsense", "0::/../../etc", "a:b", "0::/gone"])
def test_rubbish_limits_nothing(system, text) -> None:
    system("proc/self/cgroup", text)
    system("cgroup/gone/memory.max", "many")
    assert group_limits() == []


def test_a_graphics_card_counts_its_cache_as_free(monkeypatch) -> None:
    """Faked: no machine of the tests has one."""
    monkeypatch.setattr(torch.cuda, "mem_get_info", lambda device: (3 * GB, 6 * GB))
    monkeypatch.setattr(torch.cuda, "memory_reserved", lambda device: GB)
    found = device_memory(torch.device("cuda"))
    assert (found.total, found.free, found.held) == (6 * GB, 4 * GB, GB)


def test_apples_card_shares_the_memory(monkeypatch) -> None:
    """Faked likewise."""
    monkeypatch.setattr(torch.mps, "recommended_max_memory", lambda: 10 * 2**50)
    monkeypatch.setattr(torch.mps, "driver_allocated_memory", lambda: GB)
    found = device_memory(torch.device("mps"))
    assert found.free < found.total


def test_a_card_tells_its_own_peak(monkeypatch) -> None:
    """Faked likewise."""
    reset = []
    monkeypatch.setattr(torch.cuda, "reset_peak_memory_stats", reset.append)
    monkeypatch.setattr(torch.cuda, "memory_reserved", lambda device: GB)
    monkeypatch.setattr(torch.cuda, "max_memory_reserved", lambda device: 2 * GB)
    meter = PeakMeter(torch.device("cuda"))
    assert meter.peak() == machine.UNKNOWN
    meter.start()
    assert (meter.peak(), len(reset)) == (2 * GB, 1)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a peak that begins anew")
def test_a_peak_begins_anew() -> None:
    """In a process of its own: the peak is one of the whole process."""
    program = """
import torch
from core.generation.machine import PeakMeter
torch.ones(50_000_000)  # gone at once
meter = PeakMeter(torch.device("cpu"))
meter.start()
before = meter.peak() - meter.base
torch.ones(25_000_000)
print(before, meter.peak() - meter.base)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    before, after = map(int, done.stdout.split())
    assert before < 20e6
    assert 95e6 < after < 120e6


def test_without_the_kernels_help_there_is_no_peak(system) -> None:
    meter = PeakMeter(torch.device("cpu"))
    meter.start()
    assert meter.peak() == machine.UNKNOWN


@pytest.mark.skipif(sys.platform != "linux", reason="glibc")
def test_small_blocks_go_back_to_the_system() -> None:
    program = """
import torch
from core.generation.machine import give_back, resident
blocks = [torch.ones(20_000) for _ in range(2_000)]  # 80 kB each: the C library keeps such
last = torch.ones(20_000)
full = resident()
del blocks
give_back(torch.device("cpu"))
print(full - resident())
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert int(done.stdout) > 140e6


def test_giving_back_empties_the_cards_cache(monkeypatch) -> None:
    """Faked likewise."""
    emptied = []
    monkeypatch.setattr(torch.cuda, "empty_cache", lambda: emptied.append("cuda"))
    monkeypatch.setattr(torch.mps, "empty_cache", lambda: emptied.append("mps"))
    for kind in ("cuda", "mps", "cpu"):
        give_back(torch.device(kind))
    assert emptied == ["cuda", "mps"]
