"""The control file of the Debian package, and a package of nothing much."""

import shutil
import subprocess
import sys

import pytest

from core.contract.version import VERSION


def test_it_depends_on_what_a_checkout_asks_for(building):
    needed = building("linux.deb").needed_packages()
    assert {"libegl1", "libxcb-cursor0"} <= set(needed)
    assert all(name and ":" not in name for name in needed)


@pytest.mark.skipif(not shutil.which("dpkg-deb"), reason="needs dpkg-deb")
def test_a_package_is_made_and_can_be_read(building, tmp_path):
    folder = tmp_path / "reverie"
    folder.mkdir()
    for name in ("reverie", "reverie-engine"):
        (folder / name).write_text("#!/bin/sh\n")
        (folder / name).chmod(0o755)
    package = building("linux.deb").build(folder, tmp_path, sys.executable)
    read = ["dpkg-deb", "--field", package, "Version", "Architecture", "Depends"]
    fields = subprocess.run(read, capture_output=True, text=True, check=True).stdout
    assert f"Version: {VERSION}" in fields
    assert "@" not in fields
    listed = subprocess.run(
        ["dpkg-deb", "--contents", package], capture_output=True, text=True, check=True
    ).stdout
    for path in (
        "./usr/bin/reverie",
        "./usr/lib/reverie/reverie",
        "./usr/share/doc/reverie/copyright",
    ):
        assert path in listed
    assert "root/root" in listed
