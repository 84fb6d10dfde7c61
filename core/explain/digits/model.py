"""The two small networks that ship with the program, read once."""

from __future__ import annotations

import functools
from pathlib import Path

from core.checkpoints.digits_folder import DigitModel, load_digits
from core.files import folders

FOLDER = "digits"


def shipped_folder() -> Path:
    """Raises `FileMissing` where a broken installation has no resources."""
    return folders.resources() / "models" / FOLDER


@functools.lru_cache(maxsize=1)
def shipped() -> DigitModel:
    """Raises the model errors where the folder is damaged."""
    return load_digits(shipped_folder())
