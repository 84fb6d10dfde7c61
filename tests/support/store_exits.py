"""A process that dies at its k-th file operation, for every k; run as `store_exits.py SCENARIO FOLDER`.

Each death is a real `os._exit` in a forked child, so no `finally` and no buffer softens it. Prints how many
children died and how often the old and the new state were found; fails on a torn one.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from pathlib import Path

from store_faults import Exit, FaultyOperations, QuickOperations
from store_scenarios import NEW, SCENARIOS, Scenario, start_again

from core.files import operations

DIED = 77


def run_child(scenario: Scenario, folder: Path, k: int, half: bool) -> bool:
    """Run the scenario in a child that dies at operation k; True when it did."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            with operations.using(FaultyOperations(k, Exit(DIED), half=half)):
                scenario.act(folder)
            status = 0
        finally:
            os._exit(status)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status in (0, DIED), f"{scenario.name} at {k}: exit status {status}"
    return status == DIED


def main(name: str, root: Path) -> None:
    scenario = next(s for s in SCENARIOS if s.name == name)
    counts: Counter[str] = Counter()
    for half in (False, True):
        k, died = 0, True
        while died:
            k += 1
            folder = root / f"{half}-{k}"
            folder.mkdir(parents=True)
            scenario.prepare(folder)
            died = run_child(scenario, folder, k, half)
            left = start_again(folder, aged=False)
            assert not left, f"{name} at {k}: {left}"
            state = scenario.state(folder)
            assert died or state == NEW
            counts.update(["died" if died else "passed", state])
            if state != NEW:
                scenario.act(folder)
                assert scenario.state(folder) == NEW
    print(json.dumps(counts))  # noqa: T201 - the result of this script


if __name__ == "__main__":
    with operations.using(QuickOperations()):
        main(sys.argv[1], Path(sys.argv[2]))
