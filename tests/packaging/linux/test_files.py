"""What a Linux desktop is told of the program."""

import configparser
import gzip
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET

import pytest

from core.contract.version import VERSION
from desktop import app


@pytest.fixture(scope="module")
def installed(building, tmp_path_factory):
    """A prefix with a frozen program that is a few empty files."""
    folder = tmp_path_factory.mktemp("frozen") / "reverie"
    folder.mkdir()
    for name in ("reverie", "reverie-engine"):
        (folder / name).write_text("")
    prefix = tmp_path_factory.mktemp("tree") / "usr"
    building("linux.files").install(folder, prefix, sys.executable)
    return prefix


def test_the_menu_entry_starts_the_program_with_a_picture(installed, qapp):
    (entry,) = (installed / "share/applications").iterdir()
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(entry, encoding="utf-8")
    facts = parser["Desktop Entry"]
    assert facts["Exec"] == "reverie %f"
    assert {"image/png", "image/jpeg", "application/x-safetensors"} <= set(
        facts["MimeType"].split(";")
    )
    app.prepare(qapp)
    assert qapp.desktopFileName() == entry.stem, "Wayland finds the icon by this name"
    assert facts["Icon"] == entry.stem


def test_both_programs_are_on_the_path(installed):
    for name in ("reverie", "reverie-engine"):
        assert (installed / "bin" / name).resolve() == (installed / "lib/reverie" / name).resolve()
        assert (installed / "bin" / name).exists()


def test_the_icon_comes_in_all_sizes(installed, building):
    for size in building("linux.icons").SIZES:
        (icon,) = (installed / f"share/icons/hicolor/{size}x{size}/apps").iterdir()
        head = icon.read_bytes()[16:24]
        assert int.from_bytes(head[:4], "big") == int.from_bytes(head[4:], "big") == size


def test_weights_have_a_type(installed):
    (types,) = (installed / "share/mime/packages").iterdir()
    names = {"m": "http://www.freedesktop.org/standards/shared-mime-info"}
    glob = ET.parse(types).find("m:mime-type/m:glob", names)
    assert glob is not None
    assert glob.get("pattern") == "*.safetensors"


def test_the_shop_page_is_valid_and_has_the_version(installed):
    (page,) = (installed / "share/metainfo").iterdir()
    release = ET.parse(page).find("releases/release")
    assert release is not None
    assert release.get("version") == VERSION
    if not shutil.which("appstreamcli"):
        pytest.skip("appstreamcli is not installed")
    done = subprocess.run(
        ["appstreamcli", "validate", "--no-net", page], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


def test_the_manual_names_every_verb(installed):
    text = gzip.decompress((installed / "share/man/man1/reverie.1.gz").read_bytes()).decode()
    assert f"Reverie {VERSION}" in text
    from desktop.__main__ import VERBS

    assert [verb for verb in sorted(VERBS - {"engine"}) if f"\n.B {verb}\n" not in text] == []
