"""kill -9 while a model is downloaded, again and again; then the same command goes on to the end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from core.files import folders
from core.files.catalogue.finding import find
from core.files.downloads import place
from core.files.models.origin import record_of

KILLS = 3


def start(server, *more: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "core", "models", "download", "owner/tiny", *more]
    environment = {**os.environ, "HF_ENDPOINT": server.endpoint, "NO_PROXY": "*"}
    return subprocess.Popen(
        command,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=hear_ctrl_c,
    )


def hear_ctrl_c() -> None:
    """A shell starts what it puts in the background deaf to Ctrl-C; so it would be in the tests, too."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def wait_for(condition, process) -> None:
    end = time.monotonic() + 60
    while not condition() and process.poll() is None and time.monotonic() < end:
        time.sleep(0.005)


@pytest.fixture
def heavy(model) -> dict[str, bytes]:
    big = os.urandom(400_000)
    return model | {"unet/diffusion_pytorch_model.safetensors": big}


def test_killed_again_and_again(heavy, serve):
    server = serve(heavy, slow=0.02)
    for kill in range(KILLS):
        before = server.sent
        process = start(server)
        wait_for(lambda before=before: server.sent > before + 40_000, process)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert process.returncode == -signal.SIGKILL, f"kill {kill} came too late"
        assert not (folders.models() / "tiny").exists()
    server.slow = 0.0
    process = start(server)
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    assert out.strip() == str(folders.models() / "tiny")
    model = Path(out.strip())
    for file in record_of(model).files:
        assert (model / file.name).read_bytes() == heavy[file.name]
    assert find("tiny").path == str(model)
    assert [p.name for p in folders.models().iterdir()] == ["tiny"]
    # What was under way when a process died counts as lost: at most one of the server's pieces each.
    total = sum(file.size for file in record_of(model).files)
    assert server.sent <= 1.1 * total + KILLS * 20_000


def test_ctrl_c_leaves_what_the_same_command_goes_on_with(heavy, serve):
    server = serve(heavy, slow=0.2)
    process = start(server)
    wait_for(lambda: server.sent > 100_000, process)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert out == ""
    assert err.splitlines()[-1] == "Stopped. What came is kept: the same command goes on."
    assert "Traceback" not in err
    (unfinished,) = (one.unfinished() for one in place.all_begun(folders.models()))
    assert 0 < unfinished.done < unfinished.total
