"""The fault loop: whichever file operation fails, and however, nothing is ever torn.

For each scenario the k-th operation fails, k = 1, 2, … until the scenario runs through untouched: with
a full disk, with an input/output error, once or from then on, with half a write done, and with the end
of the process. After each the program starts again and finds the old or the new state and no litter.
"""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from core.contract.errors import DiskFull, ReverieError
from core.files import operations, store
from core.files.streams import typed_error

NAMES = [
    *("save_picture", "overwrite_picture", "write_json", "stream_weights", "checkpoint"),
    *("replace_result", "begin_log", "append_log", "append_torn_log", "remove_picture"),
    *("remove_checkpoint", "make_folder", "finish_download", "keep_input"),
]
# Operations of each scenario at least: fewer would mean that a step of the protocol went missing.
LEAST = {
    "save_picture": 7,
    "checkpoint": 20,
    "append_log": 3,
    "stream_weights": 9,
    "make_folder": 4,
    "finish_download": 25,
}


def test_all_scenarios_are_run(scenarios: ModuleType) -> None:
    assert [s.name for s in scenarios.SCENARIOS] == NAMES


@pytest.mark.parametrize("sticky", [False, True], ids=["once", "from then on"])
@pytest.mark.parametrize("half", [False, True], ids=["whole", "half"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO], ids=["ENOSPC", "EIO"])
@pytest.mark.parametrize("name", NAMES)
def test_a_failing_operation_leaves_old_or_new(
    name: str, number: int, half: bool, sticky: bool, tmp_path: Path, loop: FaultLoop
) -> None:
    scenario = next(s for s in loop.scenarios.SCENARIOS if s.name == name)
    outcomes = loop.run(scenario, tmp_path, number, half=half, sticky=sticky)
    assert outcomes.total() > LEAST.get(name, 2)
    expected = "DiskFull" if number == errno.ENOSPC else "WriteFailed"
    assert set(outcomes) == {"passed", expected}
    assert outcomes[expected] >= outcomes.total() / 2


def test_control_a_write_in_place_is_found_torn(tmp_path: Path, loop: FaultLoop) -> None:
    def in_place(folder: Path) -> None:
        system = operations.active()
        try:
            fd = system.open_append(folder / "a", 0o644)
            system.truncate(fd, 0)
            operations.write_all(system, fd, b"new text")
            system.close(fd)
        except OSError as error:
            raise typed_error(error, folder / "a", -1) from error

    scenario = loop.scenarios.Scenario(
        "in_place",
        lambda folder: (folder / "a").write_bytes(b"old text"),
        in_place,
        loop.scenarios.of_file("a", b"old text", b"new text"),
    )
    with pytest.raises(AssertionError, match="torn"):
        loop.run(scenario, tmp_path, errno.EIO, half=False, sticky=False)


class FaultLoop:
    """Runs a scenario once for each of its operations, with a fault at that one."""

    def __init__(self, scenarios: ModuleType, faults: ModuleType) -> None:
        self.scenarios, self.faults = scenarios, faults

    def run(
        self, scenario: Any, root: Path, number: int, *, half: bool, sticky: bool
    ) -> Counter[str]:
        """How many runs passed and how many raised which error; AssertionError when anything is torn."""
        outcomes: Counter[str] = Counter()
        k, struck = 0, True
        while struck:
            k += 1
            folder = root / str(k)
            folder.mkdir()
            fault = self.faults.Fails(number)
            faulty = self.faults.FaultyOperations(k, fault, half=half, sticky=sticky)
            with operations.using(self.faults.QuickOperations()):
                scenario.prepare(folder)
                outcomes[self._one(scenario, folder, faulty, number)] += 1
            struck = bool(faulty.struck)
        return outcomes

    def _one(self, scenario: Any, folder: Path, faulty: Any, number: int) -> str:
        outcome = "passed"
        try:
            with operations.using(faulty):
                scenario.act(folder)
        except ReverieError as error:
            outcome = error.code
        assert self.scenarios.start_again(folder, aged=True) == [], faulty.struck
        state = scenario.state(folder)
        assert outcome != "passed" or state == self.scenarios.NEW, faulty.struck
        if state == self.scenarios.OLD:
            scenario.act(folder)
            assert scenario.state(folder) == self.scenarios.NEW
        return outcome


@pytest.fixture
def loop(scenarios: ModuleType, faults: ModuleType) -> FaultLoop:
    return FaultLoop(scenarios, faults)


@pytest.mark.parametrize("name", NAMES)
def test_a_dying_process_leaves_old_or_new(name: str, tmp_path: Path, support: Path) -> None:
    root = str(Path(__file__).parents[3])
    result = subprocess.run(
        [sys.executable, str(support / "store_exits.py"), name, str(tmp_path)],
        env={**os.environ, "PYTHONPATH": root, "OPENBLAS_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    counts = json.loads(result.stdout)
    assert counts["passed"] == 2
    assert counts["died"] >= 2 * LEAST.get(name, 2)
    assert counts.get("old", 0) > 0


def test_a_full_disk_says_how_much_is_missing(tmp_path: Path, faults: ModuleType) -> None:
    faulty = faults.FaultyOperations(2, faults.Fails(errno.ENOSPC), half=False)
    with operations.using(faulty), pytest.raises(DiskFull) as caught:
        store.write_bytes(tmp_path / "a", b"x" * 5000)
    assert caught.value.needed == 5000
    assert caught.value.free > 0
    assert caught.value.path == str(tmp_path / "a")
