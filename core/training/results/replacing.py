"""The folder of a result, written anew as a whole; what somebody laid beside ours stays in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.files import folder_store, store
from core.training.parts import copy_file
from core.training.results.subject import BESIDE, LORA_SUFFIX


@contextmanager
def replaced(result: Path) -> Iterator[Path]:
    """An empty folder to fill. At the end of the block it is `result`, after an error that is what it was.

    From a former result files and folders come along that are none of ours. Ours are those that are written again,
    and the note and the picture of a file of weights.
    """
    with folder_store.folder_of(result, overwrite=True) as tmp:
        yield tmp
        ours = {path.name for path in tmp.iterdir()}
        ours |= {path.stem + end for path in tmp.glob(f"*{LORA_SUFFIX}") for end in BESIDE}
        for path in sorted(result.iterdir()) if result.is_dir() else ():
            if path.name not in ours and not path.is_symlink():
                _copy(path, tmp / path.name)


def _copy(source: Path, target: Path) -> None:
    if not source.is_dir():
        copy_file(source, target)
        return
    store.make_folder(target)
    for path in sorted(source.iterdir()):
        if not path.is_symlink():
            _copy(path, target / path.name)
