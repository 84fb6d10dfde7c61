"""The Debian package: the frozen folder in /usr/lib/reverie, and everything a desktop looks for."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from frozen.sizes import size_of
from frozen.version import version
from linux.files import HERE, ROOT, install, run

ARCHITECTURE = "amd64"
GLIBC = "2.36"  # of Debian 12, where it is built


def build(folder: Path, output: Path, python: Path) -> Path:
    """`reverie_VERSION_amd64.deb` in `output`, from the frozen `folder`; `python` has Qt."""
    tree = output / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    install(folder, tree / "usr", python)
    doc = tree / "usr/share/doc/reverie"
    doc.mkdir(parents=True)
    shutil.copyfile(ROOT / "LICENSE", doc / "copyright")
    shutil.copyfile(ROOT / "resources/THIRD_PARTY.md", doc / "THIRD_PARTY.md")
    control = tree / "DEBIAN/control"
    control.parent.mkdir()
    control.write_text(_control(size_of(tree) // 1024), encoding="utf-8")
    package = output / f"reverie_{version()}_{ARCHITECTURE}.deb"
    run("dpkg-deb", "--root-owner-group", "-Zzstd", "-z3", "--build", tree, package)
    shutil.rmtree(tree)
    return package


def needed_packages() -> list[str]:
    """Qt's libraries, as a checkout's set-up asks for them."""
    text = (ROOT / "packaging/setup.sh").read_text(encoding="utf-8")
    found = re.search(r'window_packages="([^"]+)"', text)
    if found is None:
        raise SystemExit("packaging/setup.sh names no window_packages")
    return [pair.partition(":")[0] for pair in found[1].split()]


def _control(kilobytes: int) -> str:
    text = (HERE / "control").read_text(encoding="utf-8")
    depends = ", ".join([f"libc6 (>= {GLIBC})", *needed_packages()])
    values = {"VERSION": version(), "SIZE": str(kilobytes), "DEPENDS": depends}
    values["ARCHITECTURE"] = ARCHITECTURE
    for name, value in values.items():
        text = text.replace(f"@{name}@", value)
    return text
