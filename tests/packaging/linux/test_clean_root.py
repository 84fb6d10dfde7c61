"""Where the clean root comes from."""

import pytest

LINES = """http://one.example/debian bookworm-updates main
http://two.example/debian bookworm contrib
http://three.example/debian bookworm main
"""


def test_the_mirror_is_the_one_apt_uses(building):
    mirror = building("linux.clean_root").mirror
    assert mirror(LINES, "bookworm") == "http://three.example/debian"
    with pytest.raises(LookupError, match="trixie"):
        mirror(LINES, "trixie")


def test_what_package_tools_keep_is_not_compared(building, tmp_path):
    for name in ("usr/bin/reverie", "var/lib/dpkg/info/reverie.list", "etc/ld.so.cache"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    found = building("linux.clean_root").files_of(tmp_path)
    assert "usr/bin/reverie" in found
    assert not any("dpkg" in name or name.endswith(".cache") for name in found)
