"""The whole build of the digit networks, tiny: trainings, half precision, figures, card."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.checkpoints.digits_folder import load_digits

ROOT = Path(__file__).parents[3]


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_the_smoke_build_walks_the_whole_path(tmp_path):
    script, work = ROOT / "packaging/digits/build_digits.py", tmp_path / "work"
    done = subprocess.run(
        [sys.executable, str(script), "--work", str(work), "--smoke"],
        env={**os.environ, "HOME": str(tmp_path)}, cwd=tmp_path, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    load_digits(work / "shipped")
    card = (work / "shipped" / "README.md").read_text(encoding="utf-8")
    assert "A smoke build" in card
    assert card.count("core train digit-") == 2
    assert (work / "shipped" / "grid.png").is_file()
