"""What an answer holds before it goes anywhere: figures, small pictures and developed ones.

Two ways lead out: events with PNG files for the window (`event`), a folder with one JSON for the command
line (`report.py`).
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.contract.explain import Explained
from core.files import store
from core.files.pictures.images import encode_png, preview_png


@dataclass(frozen=True, eq=False)
class Answer:
    """One of the answers to a question."""

    part: str
    figures: Mapping[str, Any]
    glances: Mapping[str, NDArray[np.uint8]] = field(default_factory=dict)  # (h,w,3)
    pictures: Mapping[str, Image.Image] = field(default_factory=dict)

    def event(self, job: str, folder: Path) -> Explained:
        """For the window: glances in the message, pictures as `<job>-<name>.png` in `folder`.

        Raises what `store.write_bytes` raises.
        """
        paths = {}
        for name, image in self.pictures.items():
            path = folder / f"{_plain(job)}-{name}.png"
            with store.folder_for(folder):
                store.write_bytes(path, encode_png(image, {}))
            paths[name] = str(path)
        small = {
            name: base64.b64encode(preview_png(rgb)).decode("ascii")
            for name, rgb in self.glances.items()
        }
        return Explained(job, self.part, dict(self.figures), small, paths)


def _plain(name: str) -> str:
    """A job's name as a part of a file's."""
    return "".join(c if c.isalnum() or c in "-_" else "_" for c in name)[:80]
