"""The whole build of the starter, tiny: from rendering its scenes to a shipped folder with its card."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.files.models import library

ROOT = Path(__file__).parents[3]


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_the_smoke_build_walks_the_whole_path(tmp_path, starter):
    work = tmp_path / "work"
    script = ROOT / "packaging" / "starter" / "build.py"
    done = subprocess.run(
        [sys.executable, str(script), "--work", str(work), "--smoke", "--workers", "1"],
        env={**os.environ, "HOME": str(tmp_path)}, cwd=tmp_path, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    for stage in starter("plan").FULL:
        assert (work / "runs" / stage.name / "result").is_dir()
        assert f"/runs/{stage.name}" in done.stdout
    shipped = work / "shipped"
    card = (shipped / "README.md").read_text(encoding="utf-8")
    assert "A smoke build" in card
    assert card.count("python -m core train") == len(starter("plan").FULL)
    assert library.describe(shipped).sample_size == 128
