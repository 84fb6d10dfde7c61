"""Build what people install: a folder that needs no Python, and from it the packages of this system.

    python3 packaging/build.py                  everything for this system, into dist/
    python3 packaging/build.py --torch cuda     with CUDA (needs an NVIDIA card to be tried out)
    python3 packaging/build.py --only deb       a step again, from the folder that is there

Linux gives a `.deb` and a `.tar.zst`; Windows an installer (Inno Setup), macOS a disk image: these two
were never run. Every step is another module's work.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from frozen import environment, sizes, trim

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = {"linux": ("deb", "archive"), "win32": ("installer",), "darwin": ("image",)}
Package: TypeAlias = Callable[[Path, Path, Path], Path]
CPU_LIMIT = 900e6  # bytes, unpacked


def main() -> int:
    """Build; the exit status is 1 where a step failed or the folder is too heavy."""
    options = _arguments()
    work, output = options.work.resolve(), options.output.resolve()
    folder = output / "reverie"
    steps = options.only or ("folder", *PACKAGES[sys.platform])
    python = environment.make(work / f"venv-{options.torch}", ROOT, options.torch)
    if "folder" in steps:
        freeze(folder, work, python)
        print(sizes.report(folder))
        if options.torch == "cpu" and sizes.size_of(folder) > CPU_LIMIT:
            print(f"The folder is above {CPU_LIMIT / 1e6:.0f} MB.", file=sys.stderr)
            return 1
    for step in steps:
        if step != "folder":
            made = package(step)(folder, output, python)
            print(f"{sizes.size_of(made) / 1e6:8.1f} MB  {made}")
    return 0


def freeze(folder: Path, work: Path, python: Path) -> None:
    """PyInstaller's folder at `folder`, trimmed."""
    shutil.rmtree(folder, ignore_errors=True)
    command = [python, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
    command += ["--distpath", folder.parent, "--workpath", work / "pyinstaller"]
    subprocess.run([*command, ROOT / "packaging/app.spec"], check=True, cwd=ROOT)
    trim.trim(folder / "_internal")


def package(step: str) -> Package:
    """What makes a package of (the frozen folder, where to, a Python with Qt) and returns its path."""
    if step == "deb":
        from linux.deb import build
    elif step == "archive":
        from linux.archive import build
    elif step == "installer":
        from windows.installer import build
    else:
        from macos.image import build
    return build


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--torch", choices=("cpu", "cuda"), default="cpu")
    parser.add_argument("--only", nargs="+", choices=("folder", *PACKAGES[sys.platform]))
    parser.add_argument("--output", type=Path, default=ROOT / "dist")
    parser.add_argument("--work", type=Path, default=ROOT / "build")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
