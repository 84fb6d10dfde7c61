"""The portable archive."""

import shutil
import subprocess
import sys

import pytest


@pytest.mark.skipif(not shutil.which("zstd"), reason="needs zstd")
def test_it_unpacks_to_one_folder(building, tmp_path):
    folder = tmp_path / "reverie"
    folder.mkdir()
    (folder / "reverie").write_text("program")
    archive = building("linux.archive").build(folder, tmp_path, sys.executable)
    other = tmp_path / "other"
    other.mkdir()
    subprocess.run(["tar", "--extract", "--zstd", "--file", archive, "-C", other], check=True)
    assert [path.name for path in other.iterdir()] == ["reverie"]
    assert (other / "reverie/reverie").read_text() == "program"
