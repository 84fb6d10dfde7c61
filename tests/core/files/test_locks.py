"""One process at a time works in a folder; a dead one holds nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from core.contract.errors import NotWritable
from core.files.commands import engine_command
from core.files.locks import folder_held, held

HOLD = """
import sys
from pathlib import Path
from core.files.locks import held
with held(Path(sys.argv[1])) as mine:
    print(mine, flush=True)
    sys.stdin.read()
"""


def test_another_process_keeps_us_out_until_it_dies(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(lock)],
        env=engine_command().whole_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "True\n"
    with held(lock) as mine:
        assert not mine
    process.kill()
    process.communicate()
    with held(lock) as mine:
        assert mine


def test_it_is_let_go_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), held(tmp_path / "lock"):
        raise RuntimeError
    with held(tmp_path / "lock") as mine:
        assert mine


def test_no_place_for_a_lock(tmp_path: Path) -> None:
    with pytest.raises(NotWritable), held(tmp_path / "none" / "lock"):
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no locks of folders")
def test_a_folder_is_held_without_a_file_in_it(tmp_path: Path) -> None:
    with folder_held(tmp_path) as mine, folder_held(tmp_path) as second:
        assert (mine, second) == (True, False)
        assert not list(tmp_path.iterdir())
    with folder_held(tmp_path) as mine:
        assert mine


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no locks of folders")
def test_no_folder_to_hold(tmp_path: Path) -> None:
    with pytest.raises(NotWritable), folder_held(tmp_path / "none"):
        pass
