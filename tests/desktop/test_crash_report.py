"""A crash leaves a report; a clean end and a kill leave none."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.contract.version import PROGRAM
from desktop.crash_report import CrashReport

ROOT = Path(__file__).parents[2]


def run(file: Path, end: str) -> None:
    code = f"import os, signal, sys\nfrom pathlib import Path\nfrom desktop.crash_report import CrashReport\nreport = CrashReport(Path({str(file)!r}))\n{end}"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, timeout=60, env=dict(os.environ))


def test_a_crash_tells_at_the_next_start_where_it_was(tmp_path):
    file = tmp_path / "s/crash.txt"
    run(file, "def in_the_middle(): os.kill(os.getpid(), signal.SIGSEGV)\nin_the_middle()")
    found = CrashReport(file)
    assert found.last.startswith(PROGRAM)
    assert "in_the_middle" in found.last
    found.end()
    after = CrashReport(file)
    assert after.last == ""
    after.end()


@pytest.mark.parametrize("end", ["report.end()", "os.kill(os.getpid(), signal.SIGKILL)"])
def test_who_ends_well_or_is_killed_leaves_nothing_to_tell(tmp_path, end):
    file = tmp_path / "crash.txt"
    run(file, end)
    again = CrashReport(file)
    assert again.last == ""
    again.end()
    assert not file.exists()


def test_where_nothing_can_be_written_nothing_is_said(tmp_path):
    (tmp_path / "file").write_text("")
    report = CrashReport(tmp_path / "file/below/crash.txt")
    assert report.last == ""
    report.end()


def test_a_huge_report_is_cut(tmp_path):
    file = tmp_path / "crash.txt"
    file.write_text("x" * 1_000_000)
    report = CrashReport(file)
    assert len(report.last) < 70_000
    report.end()
