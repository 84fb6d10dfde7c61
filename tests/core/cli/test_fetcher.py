"""`reverie fetcher` is there for the window: it does one job and ends."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.contract import events as ev
from core.files.commands import fetcher_command

SUPPORT = Path(__file__).parents[2] / "support"


@pytest.fixture
def server(monkeypatch):
    monkeypatch.syspath_prepend(str(SUPPORT))
    import fake_hub

    with fake_hub.FakeHub({"tiny.safetensors": b"x" * 900}) as hub:
        yield hub


def run(server, text, tmp_path):
    environment = fetcher_command().whole_environment()
    environment |= {"HF_ENDPOINT": server.endpoint, "REVERIE_HOME": str(tmp_path)}
    done = subprocess.run(
        fetcher_command().words(),
        env=environment,
        input=text,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, [ev.from_line(line) for line in done.stdout.splitlines()]


def test_a_job_that_is_none_is_told(server, tmp_path):
    status, events = run(server, "nonsense\n", tmp_path)
    assert (status, [type(event) for event in events]) == (0, [ev.JobFailed])


def test_without_a_job_it_ends(server, tmp_path):
    assert run(server, "", tmp_path) == (0, [])


def test_one_job_then_the_end(server, tmp_path):
    environment = fetcher_command().whole_environment()
    environment |= {"HF_ENDPOINT": server.endpoint, "REVERIE_HOME": str(tmp_path)}
    process = subprocess.Popen(
        fetcher_command().words(),
        env=environment,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    process.stdin.write(ev.to_line(ev.Look("1", "owner/tiny")) + "\n")
    process.stdin.flush()
    events = [ev.from_line(line) for line in process.stdout]
    process.stdin.close()
    process.stdout.close()
    assert process.wait(timeout=30) == 0
    assert [type(event) for event in events] == [ev.Looked, ev.JobDone]
    assert events[0].offer.variants[0].key == "tiny.safetensors"
    assert events[0].free > 0


def test_it_never_imports_torch():
    code = "import sys, core.engine.fetcher, core.files.downloads.run; assert 'torch' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, env=os.environ)


def test_no_help_lists_it():
    done = subprocess.run(
        [sys.executable, "-m", "core", "--help"], capture_output=True, text=True, check=True
    )
    assert "fetcher" not in done.stdout
