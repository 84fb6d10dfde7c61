"""Processes kept warm: used again, replaced when spoilt or worn, and ended."""

from __future__ import annotations

import io
import signal
import threading
from collections.abc import Iterator

import psutil
import pytest

from core.checkpoints import pickle_layout
from core.contract.errors import ReaderStopped
from core.files.models import legacy_pickle
from core.files.pictures import decoder, jailed
from core.jail.pool import Pool
from core.jail.process import Question
from tests.core.jail import programs


@pytest.fixture
def pool() -> Iterator[Pool]:
    made = Pool(programs.command, idle=2, uses=3)
    yield made
    made.close()


def pid(pool: Pool) -> int:
    return int(pool.ask(Question("who", {}, 20.0), io.BytesIO(), "").data["pid"])


def test_the_next_file_finds_a_warm_process_until_it_is_worn(pool: Pool) -> None:
    seen = [pid(pool) for _ in range(7)]
    assert len(set(seen[:3])) == len(set(seen[3:6])) == 1
    assert len(set(seen)) == 3
    assert not psutil.pid_exists(seen[0])


def test_a_spoilt_process_is_replaced(pool: Pool) -> None:
    first = pid(pool)
    with pytest.raises(ReaderStopped):
        pool.ask(Question("die", {"signal": signal.SIGKILL}, 20.0), io.BytesIO(), "")
    assert pid(pool) != first


def test_many_threads_at_once(pool: Pool) -> None:
    seen: list[int] = []
    threads = [threading.Thread(target=lambda: seen.append(pid(pool))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 6
    pool.close()
    assert not any(psutil.pid_exists(one) for one in seen)


def test_warm(pool: Pool) -> None:
    pool.warm()
    children = {child.pid for child in psutil.Process().children()}
    assert pid(pool) in children


def test_after_close_none_is_kept(pool: Pool) -> None:
    pool.close()
    pool.warm()
    assert pool._waiting == []


def test_a_process_that_the_system_took_while_it_waited_is_no_files_fault(pool: Pool) -> None:
    first = pid(pool)
    process = psutil.Process(first)
    process.kill()
    while process.status() != psutil.STATUS_ZOMBIE:  # it is ours to bury
        pass
    assert pid(pool) != first


def test_a_process_is_replaced_before_its_work_uses_up_its_limit() -> None:
    pool = Pool(programs.command, seconds=0.0)
    try:
        assert pid(pool) != pid(pool)
    finally:
        pool.close()


def test_the_work_of_one_process_stays_below_its_limits() -> None:
    for pool, limits, longest in (
        (jailed.pool(), decoder.LIMITS, jailed.SECONDS_MAX),
        (legacy_pickle._POOL, pickle_layout.LIMITS, legacy_pickle.SECONDS_MAX),
    ):
        assert pool._seconds + longest < limits.seconds
