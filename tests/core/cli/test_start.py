"""The command line's first moments, as a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from core.cli.start import start

ROOT = str(Path(__file__).parents[3])


@pytest.mark.parametrize("package", ["core", "desktop"])
def test_an_early_interrupt_leaves_no_traceback(tmp_path, package):
    (tmp_path / "numpy.py").write_text("import os, signal; os.kill(os.getpid(), signal.SIGINT)")
    paths = os.pathsep.join((str(tmp_path), ROOT))
    done = subprocess.run(
        [sys.executable, "-P", "-m", package, "models", "list"],
        env={**os.environ, "PYTHONPATH": paths}, capture_output=True, text=True,
        # A test run in the background inherits an ignored SIGINT, and its children from it.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (-signal.SIGINT, "")


def test_afterwards_ctrl_c_is_what_it_was(capsys):
    before = signal.getsignal(signal.SIGINT)
    assert start(["--version"]) == 0
    assert capsys.readouterr().out
    assert signal.getsignal(signal.SIGINT) is before
