"""The power fails after every operation: only synced bytes and names are sure to survive.

What the store has reported as saved is there and whole, and until then the old state or the new one is. The
controls leave out one kind of sync and must be caught.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from core.contract.errors import ReverieError
from core.files import operations

NAMES = [
    *("save_picture", "overwrite_picture", "write_json", "stream_weights", "checkpoint"),
    *("replace_result", "begin_log", "append_log", "append_torn_log", "remove_picture"),
    *("remove_checkpoint", "make_folder", "finish_download", "keep_input"),
]


@pytest.fixture
def power(support: Path) -> ModuleType:
    import power_loss

    return power_loss


@pytest.fixture
def outage(
    tmp_path: Path, scenarios: ModuleType, faults: ModuleType, power: ModuleType
) -> Callable[..., int]:
    """Runs a scenario on a recording disk and checks every survivor; returns their number."""

    def check(name: str, disk_type: type[Any], chance: random.Random | None = None) -> int:
        scenario = next(s for s in scenarios.SCENARIOS if s.name == name)
        work = tmp_path / "work"
        work.mkdir()
        with operations.using(faults.QuickOperations()):
            scenario.prepare(work)
        disk = disk_type(work, chance)
        with operations.using(disk):
            scenario.act(work)
        with operations.using(faults.QuickOperations()):
            for i, tree in enumerate(disk.survivors):
                folder = tmp_path / f"after-{i}"
                folder.mkdir()
                power.restore(tree, folder)
                left = scenarios.start_again(folder, aged=True)
                assert left == []
                state = scenario.state(folder)
                if i == len(disk.survivors) - 1:
                    assert state == scenarios.NEW, "torn: acknowledged and lost"
        return len(disk.survivors)

    return check


@pytest.mark.parametrize("name", NAMES)
def test_only_synced_bytes_and_names_survive(
    name: str, outage: Callable[..., int], power: ModuleType
) -> None:
    assert outage(name, power.RecordingDisk) >= 3


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("name", NAMES)
def test_some_of_the_rest_survives_too(
    name: str, seed: int, outage: Callable[..., int], power: ModuleType
) -> None:
    assert outage(name, power.RecordingDisk, random.Random(f"{name} {seed}")) >= 3


@pytest.mark.parametrize(
    "name", ["save_picture", "overwrite_picture", "stream_weights", "checkpoint", "append_log"]
)
def test_control_without_the_sync_of_the_file_it_is_caught(
    name: str, outage: Callable[..., int], power: ModuleType
) -> None:
    class Forgetful(power.RecordingDisk):
        def sync(self, fd: int) -> None:
            """Forgotten."""

    with pytest.raises(AssertionError, match="torn"):
        outage(name, Forgetful)


@pytest.mark.parametrize(
    "name",
    [
        "save_picture",
        "overwrite_picture",
        "checkpoint",
        "begin_log",
        "make_folder",
        "remove_picture",
    ],
)
def test_control_without_the_sync_of_the_folder_it_is_caught(
    name: str, outage: Callable[..., int], power: ModuleType
) -> None:
    class Forgetful(power.RecordingDisk):
        def sync_folder(self, path: Path) -> None:
            """Forgotten."""

    with pytest.raises((AssertionError, ReverieError), match="torn"):
        outage(name, Forgetful)
