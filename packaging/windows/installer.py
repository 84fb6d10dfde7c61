"""The Windows installer, by Inno Setup (`iscc` on the PATH). Never run yet."""

from __future__ import annotations

import subprocess
from pathlib import Path

from frozen.version import version

SCRIPT = Path(__file__).with_name("reverie.iss")


def build(folder: Path, output: Path, _python: Path) -> Path:
    """`reverie-VERSION-windows-x86_64.exe` in `output`, from the frozen `folder`."""
    subprocess.run(command(folder, output), check=True)
    return output / f"reverie-{version()}-windows-x86_64.exe"


def command(folder: Path, output: Path) -> list[str]:
    """What Inno Setup is called with."""
    defines = {"Version": version(), "Folder": str(folder), "Output": str(output)}
    return ["iscc", *(f"/D{name}={value}" for name, value in defines.items()), str(SCRIPT)]
