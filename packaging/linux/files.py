"""Where an installed program has its files below a prefix, and how they come there."""

from __future__ import annotations

import gzip
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from frozen.version import version

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
NAME = "studio.reverie.Reverie"
PROGRAM = "lib/reverie"  # below the prefix: the frozen folder


def install(folder: Path, prefix: Path, python: Path) -> None:
    """The frozen program and all that a desktop wants to know of it, below `prefix` (as /usr).

    `python`: one that has Qt, for the icons.
    """
    shutil.copytree(folder, prefix / PROGRAM, symlinks=True)
    (prefix / "bin").mkdir(parents=True)
    for program in ("reverie", "reverie-engine"):
        (prefix / "bin" / program).symlink_to(f"../{PROGRAM}/{program}")
    share = prefix / "share"
    _copy(HERE / f"{NAME}.desktop", share / "applications")
    _copy(HERE / f"{NAME}.xml", share / "mime/packages")
    metainfo = _copy(HERE / f"{NAME}.metainfo.xml", share / "metainfo")
    text = metainfo.read_text(encoding="utf-8").replace("@VERSION@", version())
    metainfo.write_text(text.replace("@DATE@", f"{datetime.now(UTC):%Y-%m-%d}"), encoding="utf-8")
    run(
        python,
        HERE / "icons.py",
        ROOT / "resources/icons/program/reverie.svg",
        share / "icons/hicolor",
        NAME,
    )
    manual(share / "man/man1/reverie.1.gz")


def manual(target: Path) -> None:
    """The manual page, with the version in it."""
    text = (HERE / "reverie.1").read_text(encoding="utf-8").replace("@VERSION@", version())
    target.parent.mkdir(parents=True)
    target.write_bytes(gzip.compress(text.encode(), mtime=0))


def run(*words: str | Path) -> None:
    """A tool that must succeed; its name is told where it is missing."""
    try:
        subprocess.run(list(words), check=True)
    except FileNotFoundError:
        sys.exit(f"{words[0]} is needed to build the packages.")


def _copy(source: Path, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copyfile(source, folder / source.name))
