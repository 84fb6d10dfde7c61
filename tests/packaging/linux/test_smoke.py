"""What the trial does with a package before and after its parts."""

import shutil
import subprocess

import pytest


@pytest.mark.skipif(not shutil.which("zstd"), reason="needs zstd")
def test_an_archive_is_unpacked_into_a_folder_with_an_awkward_name(building, tmp_path, capsys):
    (tmp_path / "reverie").mkdir()
    (tmp_path / "reverie/reverie").write_text("")
    archive = tmp_path / "reverie.tar.zst"
    subprocess.run(["tar", "-C", tmp_path, "--zstd", "-cf", archive, "reverie"], check=True)
    with building("linux.smoke").unpacked(archive, tmp_path) as programs:
        assert (programs / "reverie").exists()
        assert " " in programs.parent.name
        assert not programs.parent.name.isascii()


def test_a_part_that_fails_is_told_and_the_next_goes_on(building, capsys, monkeypatch):
    smoke = building("linux.smoke")

    def fails(_trial):
        raise AssertionError("not so")

    monkeypatch.setitem(smoke.PARTS, "window", fails)
    monkeypatch.setitem(smoke.PARTS, "killed", lambda _trial: None)
    assert [smoke.holds(part, None) for part in ("window", "killed")] == [False, True]
    out = capsys.readouterr()
    assert out.out.startswith("no  window")
    assert "not so" in out.err


def test_an_archive_is_tried_by_some_of_the_parts(building):
    smoke = building("linux.smoke")
    assert set(smoke.PORTABLE) < set(smoke.PARTS)
