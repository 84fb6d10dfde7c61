"""A recorded picture as a folder of pictures and one file of numbers."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from core.files import folder_store, store
from desktop.state.inside.film import Run, unpacked

JSON_FILE = "film.json"


def save_film(run: Run, parent: Path) -> Path:
    """Write a new folder in `parent`, whole or not at all; returns it. Raises what the store raises."""
    final = _free(parent / f"film-{run.film.seed}")
    folder = folder_store.new_folder(final)
    try:
        for name, packed in run.glances.items():
            store.write_bytes(folder / f"{name}.png", unpacked(packed))
        store.write_json(folder / JSON_FILE, asdict(run.film) | {"prompt": run.request.prompt})
        folder_store.commit_folder(folder, final)
    finally:
        if folder.is_dir():
            folder_store.remove_folder(folder)
    return final


def _free(path: Path) -> Path:
    """A name that nothing has yet."""
    place, number = path, 1
    while place.exists():
        number += 1
        place = path.with_name(f"{path.name}-{number}")
    return place
