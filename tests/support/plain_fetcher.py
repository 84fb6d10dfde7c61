"""A fetcher process that acts a script instead of talking to anybody. Not a test.

python plain_fetcher.py done|fail|crash|deaf|slow
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from core.contract import events as ev
from core.contract.download_errors import HubMissing
from core.contract.errors import Cancelled
from core.engine.fetcher import Task, serve


def work(task: Task, cancelled: Callable[[], bool]) -> Iterator[ev.Event]:
    script = sys.argv[1]
    yield ev.Transfer(task.job, "a", "transfer", 1, 2, 0.0)
    if script == "fail":
        raise HubMissing("repository", "o/n")
    if script == "crash":
        sys.stderr.write("a line of its end\n")
        sys.stderr.flush()
        os._exit(7)
    while script == "deaf":
        time.sleep(1)
    while script == "slow":
        if cancelled():
            raise Cancelled
        time.sleep(0.01)
    yield ev.Downloaded(task.job, "/models/tiny", "o/n")
    yield ev.JobDone(task.job, 0.0)


if __name__ == "__main__":
    serve(work)
