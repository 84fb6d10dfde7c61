"""Where a model on the disk was downloaded from: the record that a download leaves with it."""

from __future__ import annotations

from pathlib import Path

from core.contract import codec
from core.contract.downloads import Record
from core.contract.errors import ReverieError
from core.files.models.folder_files import read_json

RECORD = "download.json"  # in a model's folder; beside a single file `<its name without ending>.download.json`
RECORD_BYTES = 8 * 2**20


def record_of(model: Path) -> Record | None:
    """What is told of the model at `model`, a folder or a file; None where nothing is."""
    is_folder = model.is_dir()
    path = model / RECORD if is_folder else record_of_file(model)
    try:
        record = codec.from_json(Record, read_json(path.parent, path.name, RECORD_BYTES))
        # Beside a file it may have been left behind by another one of that name.
        fits = is_folder or [file.size for file in record.files] == [model.stat().st_size]
    except (ReverieError, OSError):
        return None
    return record if fits else None


def record_of_file(model: Path) -> Path:
    """Where the record of a single file lies."""
    return model.with_name(f"{model.stem}.{RECORD}")
