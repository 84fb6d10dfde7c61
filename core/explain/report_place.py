"""The folder that a report is written to, whatever it is about."""

from __future__ import annotations

from pathlib import Path

from core.contract.errors import FileAlreadyThere

JSON_FILE = "explain.json"  # in each report: by this it is known


def check_place(final: Path, *, overwrite: bool) -> None:
    """Whether a report can have this name. Raises `FileAlreadyThere`; only a report may be replaced."""
    if final.exists() and not (overwrite and (final / JSON_FILE).is_file()):
        raise FileAlreadyThere(str(final))
