"""Where things lie on this machine: the program's own resources and the person's folders.

It only names places; `store.make_folder` makes them. `REVERIE_HOME` moves all of the person's folders
under one roof (tests, portable use), `REVERIE_PICTURES` only the pictures.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import platformdirs

from core.contract.errors import FileMissing
from core.files.places import expanded

APP = "reverie"
HIDDEN = ".reverie"  # beside pictures or photos: what the program keeps there for itself


def resources() -> Path:
    """The `resources` folder of a frozen build, or beside the packages: in a checkout, or where a wheel lies.

    Raises `FileMissing` where a broken installation has none.
    """
    bundle: str | None = getattr(sys, "_MEIPASS", None)  # set by a frozen build
    candidates = (
        *((Path(bundle) / "resources",) if bundle else ()),
        Path(__file__).resolve().parents[2] / "resources",
    )
    for candidate in candidates:
        if candidate.is_dir():
            return candidate
    raise FileMissing(str(candidates[0]))


def guide() -> Path:
    """The user guide: Markdown pages and pictures, in a folder beside the resources.

    Raises `FileMissing` where a broken installation has none.
    """
    near = resources().parent
    for candidate in (near / "docs" / "guide", near / "guide"):
        if candidate.is_dir():
            return candidate
    raise FileMissing(str(near / "guide"))


def pictures() -> Path:
    """Where finished pictures go unless the person says otherwise: ~/Pictures/Reverie."""
    chosen = os.environ.get("REVERIE_PICTURES")
    if chosen:
        return expanded(chosen)
    return _home("pictures") or platformdirs.user_pictures_path() / "Reverie"


def models() -> Path:
    """Where a person may put models, folders and single files, to have them by name."""
    return _home("models") or platformdirs.user_data_path(APP, appauthor=False) / "models"


def wildcards() -> Path:
    """Lists of words for prompts, `__name__` being a line of name.txt."""
    return _home("wildcards") or platformdirs.user_data_path(APP, appauthor=False) / "wildcards"


def config() -> Path:
    """Settings: small, worth a backup."""
    return _home("config") or platformdirs.user_config_path(APP, appauthor=False)


def cache() -> Path:
    """What can be computed again at any time."""
    return _home("cache") or platformdirs.user_cache_path(APP, appauthor=False)


def state() -> Path:
    """Logs, the last session, the gallery index."""
    return _home("state") or platformdirs.user_state_path(APP, appauthor=False)


def is_private(folder: Path) -> bool:
    """Whether nobody but the person should look into a folder: prompts, pictures put in, settings, logs."""
    return folder.name == HIDDEN or folder in (config(), cache(), state())


def _home(name: str) -> Path | None:
    home = os.environ.get("REVERIE_HOME")
    return expanded(home) / name if home else None
