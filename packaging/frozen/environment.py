"""The environment a build is frozen from: what the program needs, PyInstaller, nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

PYINSTALLER = "pyinstaller==6.22.3"
CPU_INDEX = "https://download.pytorch.org/whl/cpu"
_DECIDED_BY = ("pyproject.toml", "packaging/constraints.txt")
_KIND = "import torch; print('cuda' if torch.version.cuda else 'cpu')"


def make(folder: Path, root: Path, torch: str) -> Path:
    """The Python of an environment in `folder` with the project at `root`; made once, and again when what decides it changes.

    `torch`: "cpu" or "cuda". REVERIE_TORCH_INDEX says where torch comes from. Raises `SystemExit` with
    a sentence where the torch that pip chose is of the other kind.
    """
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    stamp = folder / "made-of"
    facts = "".join((root / name).read_text(encoding="utf-8") for name in _DECIDED_BY) + PYINSTALLER
    if python.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == facts:
        return python
    if not _has_pip(python):  # also one that was interrupted
        venv.create(folder, with_pip=True)
    install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    install += ["-c", root / "packaging/constraints.txt"]
    index = os.environ.get("REVERIE_TORCH_INDEX")
    if index:
        subprocess.run([*install, "--index-url", index, "torch"], check=True)
    subprocess.run([*install, root, PYINSTALLER], check=True)
    kind = subprocess.run([python, "-c", _KIND], check=True, capture_output=True, text=True)
    if kind.stdout.strip() != torch:
        raise SystemExit(
            f"pip chose torch for {kind.stdout.strip()}, {torch} was asked for. Remove {folder} and set "
            f"REVERIE_TORCH_INDEX, for the CPU to {CPU_INDEX}."
        )
    stamp.write_text(facts, encoding="utf-8")
    return python


def _has_pip(python: Path) -> bool:
    try:
        done = subprocess.run([python, "-m", "pip", "--version"], capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0
