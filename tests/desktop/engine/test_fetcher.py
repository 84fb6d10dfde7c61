"""One process for each job, that ends in any case."""

import sys
from pathlib import Path

import pytest

from core.contract import events as ev
from core.contract.download_errors import HubMissing
from core.contract.downloads import DownloadRequest
from core.contract.errors import EngineStopped
from core.files.commands import Command
from desktop.engine import fetcher
from desktop.engine.fetcher import FetcherClient

PLAIN = Path(__file__).parents[2] / "support" / "plain_fetcher.py"
TASK = ev.Download("1", DownloadRequest("o/n"))


@pytest.fixture
def start(qtbot):
    """A function: script → the client with a job under way, and what it heard so far."""
    clients = []

    def make(script):
        client = FetcherClient(Command(sys.executable, (str(PLAIN), script)))
        clients.append(client)
        heard = []
        client.heard.connect(heard.append)
        client.start(TASK)
        return client, heard

    yield make
    for client in clients:
        client.shutdown()


def until_end(qtbot, client):
    qtbot.waitUntil(lambda: not client.busy, timeout=20_000)


def test_a_job_is_heard_to_its_end_and_then_another(start, qtbot):
    client, heard = start("done")
    with pytest.raises(RuntimeError):
        client.start(TASK)
    until_end(qtbot, client)
    assert [type(event) for event in heard] == [ev.Transfer, ev.Downloaded, ev.JobDone]
    client.start(ev.Look("2", "o/n"))
    until_end(qtbot, client)
    assert heard[-1] == ev.JobDone("2", 0.0)


def test_it_may_be_asked_again_from_within_its_last_word(start, qtbot):
    client, heard = start("done")
    client.heard.connect(
        lambda event: event == ev.JobDone("1", 0.0) and client.start(ev.Look("2", "o/n"))
    )
    qtbot.waitUntil(lambda: ev.JobDone("2", 0.0) in heard, timeout=20_000)


def test_an_error_is_an_end(start, qtbot):
    client, heard = start("fail")
    until_end(qtbot, client)
    assert heard[-1].error() == HubMissing("repository", "o/n")


def test_a_process_that_dies_is_an_end_with_its_last_words(start, qtbot):
    client, heard = start("crash")
    until_end(qtbot, client)
    assert heard[-1].error() == EngineStopped(7)
    assert "a line of its end" in heard[-1].details


def test_a_cancel_is_heard(start, qtbot):
    client, heard = start("slow")
    qtbot.waitUntil(lambda: len(heard) == 1, timeout=20_000)
    client.cancel()
    until_end(qtbot, client)
    assert heard[-1] == ev.JobCancelled("1")


def test_a_process_that_does_not_hear_is_ended(start, qtbot, monkeypatch):
    monkeypatch.setattr(fetcher, "PATIENCE_MS", 100)
    client, heard = start("deaf")
    qtbot.waitUntil(lambda: len(heard) == 1, timeout=20_000)
    client.cancel()
    until_end(qtbot, client)
    assert heard[-1] == ev.JobCancelled("1")


def test_a_program_that_is_not_there_is_an_end(qtbot):
    client = FetcherClient(Command("/nowhere/python", ()))
    heard = []
    client.heard.connect(heard.append)
    client.start(TASK)
    until_end(qtbot, client)
    assert [type(event) for event in heard] == [ev.JobFailed]


@pytest.mark.parametrize("script", ["slow", "deaf"])
def test_the_end_of_the_window_is_its_end(start, qtbot, script):
    client, heard = start(script)
    qtbot.waitUntil(lambda: len(heard) == 1, timeout=20_000)
    client.shutdown()
    assert not client.busy
    qtbot.wait(50)
    assert len(heard) == 1


def test_without_a_job_there_is_nothing_to_stop():
    client = FetcherClient(Command("/nowhere/python", ()))
    client.cancel()
    client.shutdown()
