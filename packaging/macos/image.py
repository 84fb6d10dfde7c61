"""The macOS application in a disk image, by `hdiutil`. Never run yet; signing is the releaser's."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from frozen.version import version


def build(folder: Path, output: Path, _python: Path) -> Path:
    """`reverie-VERSION-macos.dmg` in `output`, with the `.app` that PyInstaller left beside `folder`."""
    image = output / f"reverie-{version()}-macos.dmg"
    stage = output / "image"
    shutil.rmtree(stage, ignore_errors=True)
    stage.mkdir(parents=True)
    shutil.copytree(folder.parent / "Reverie.app", stage / "Reverie.app", symlinks=True)
    (stage / "Applications").symlink_to("/Applications")
    subprocess.run(command(stage, image), check=True)
    shutil.rmtree(stage)
    return image


def command(stage: Path, image: Path) -> list[str]:
    """What makes a compressed image of a folder."""
    made = ["hdiutil", "create", "-volname", "Reverie", "-srcfolder", str(stage)]
    return [*made, "-ov", "-format", "UDZO", str(image)]
