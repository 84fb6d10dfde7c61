"""What a build weighs, and where that comes from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

LISTED = 12
WHY = {
    "torch": "the numbers' engine; libtorch_cpu.so is most of it",
    "PySide6": "Qt: window, text, pictures",
    "resources": "the starter model, the finder of faces, icons, tokenizer",
    "transformers": "CLIP",
    "numpy.libs": "OpenBLAS",
    "numpy": "arrays",
    "libpython3.11.so.1.0": "Python itself",
    "reverie": "our own code and the pure Python packages, compressed",
    "reverie-engine": "the same again: each program carries its archive",
    "pillow.libs": "picture formats",
    "tokenizers": "text to numbers",
    "python3.11": "Python's compiled modules",
}


@dataclass(frozen=True)
class Size:
    """A part of a build: its name and what it takes, in bytes."""

    name: str
    size: int

    def line(self) -> str:
        """Such as `  448.1 MB  torch          the numbers' engine`."""
        return f"{self.size / 1e6:8.1f} MB  {self.name:24} {WHY.get(self.name, '')}".rstrip()


def size_of(path: Path) -> int:
    """Bytes of a file or of all files below a folder; links count nothing."""
    if path.is_symlink():
        return 0
    if path.is_file():
        return path.stat().st_size
    return sum(size_of(child) for child in path.iterdir())


def parts(folder: Path) -> list[Size]:
    """The parts of a PyInstaller folder, largest first."""
    inner = folder / "_internal"
    entries = [*(p for p in folder.iterdir() if p != inner), *inner.iterdir()]
    return sorted((Size(p.name, size_of(p)) for p in entries), key=lambda part: -part.size)


def report(folder: Path) -> str:
    """The whole and its largest parts, for people."""
    found = parts(folder)
    total = sum(part.size for part in found)
    rest = sum(part.size for part in found[LISTED:])
    lines = [part.line() for part in found[:LISTED]]
    return "\n".join(
        [*lines, Size(f"{len(found[LISTED:])} more", rest).line(), Size("all", total).line()]
    )
