"""The portable archive: the frozen folder, to be unpacked anywhere and started from there."""

from __future__ import annotations

from pathlib import Path

from frozen.version import version
from linux.files import run


def build(folder: Path, output: Path, _python: Path) -> Path:
    """`reverie-VERSION-linux-x86_64.tar.zst` in `output`; it unpacks to `reverie/`."""
    archive = output / f"reverie-{version()}-linux-x86_64.tar.zst"
    run(
        *("tar", "--create", "--zstd", "--file", archive, "--directory", folder.parent),
        *("--owner=0", "--group=0", "--numeric-owner", "--sort=name", folder.name),
    )
    return archive
