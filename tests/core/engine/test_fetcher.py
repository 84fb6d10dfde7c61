"""The process that fetches: one job, heard while it is done, and no more."""

from __future__ import annotations

import io
import threading

import pytest

from core.contract import events as ev
from core.contract.download_errors import HubMissing
from core.contract.downloads import DownloadRequest
from core.contract.errors import Cancelled
from core.engine.fetcher import Fetcher

DOWNLOAD = ev.Download("1", DownloadRequest("o/n"))


def lines(*messages):
    return io.BytesIO(b"".join(ev.to_line(message).encode() + b"\n" for message in messages))


def heard(work, stream):
    sent = []
    fetcher = Fetcher(sent.append, work)
    fetcher.listen(stream)
    assert fetcher.ended.wait(10)
    return sent


def test_what_the_work_says_is_sent():
    def work(task, cancelled):
        yield ev.Transfer(task.job, "a", "transfer", 1, 2, 0.0)
        yield ev.JobDone(task.job, 0.0)

    assert heard(work, lines(DOWNLOAD)) == [
        ev.Transfer("1", "a", "transfer", 1, 2, 0.0),
        ev.JobDone("1", 0.0),
    ]


@pytest.mark.parametrize("stop", [(ev.Cancel("1"),), ()], ids=["cancel", "end of stdin"])
def test_it_can_be_stopped(stop):
    stopped = threading.Event()

    def work(task, cancelled):
        while not cancelled():
            pass
        stopped.set()
        raise Cancelled
        yield

    assert heard(work, lines(DOWNLOAD, *stop)) == [ev.JobCancelled("1")]
    assert stopped.is_set()


def test_errors_are_told():
    def work(task, cancelled):
        raise HubMissing("repository", "o/n")
        yield

    (failed,) = heard(work, lines(DOWNLOAD))
    assert failed.error() == HubMissing("repository", "o/n")


def test_a_defect_is_told_with_its_report():
    def work(task, cancelled):
        raise KeyError("x")
        yield

    (failed,) = heard(work, lines(DOWNLOAD))
    assert (failed.code, "KeyError" in failed.details) == ("UnexpectedError", True)


@pytest.mark.parametrize(
    "bad", [b"nonsense\n", b"\xff\n", b'{"type": "Unload", "job": "1"}\n', b"x" * 200_000]
)
def test_nonsense_ends_it(bad):
    (failed,) = heard(None, io.BytesIO(bad))
    assert failed.code == "InvalidValue"


def test_a_second_job_is_not_done():
    began = threading.Event()

    def work(task, cancelled):
        began.set()
        while not cancelled():
            pass
        raise Cancelled
        yield

    sent = heard(work, lines(DOWNLOAD, DOWNLOAD))
    assert sent[0].code == "InvalidValue"
