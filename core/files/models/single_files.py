"""What a single file of weights is, from its header and what lies beside it: no weight is read.

The header is read strictly (`headers.py`, for old checkpoints `legacy_pickle.py`), the kind told by names and shapes (`single_kinds.py`),
the prediction by whoever says it first (`predictions.py`).
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.files.models.headers import Header
from core.files.models.legacy_pickle import header_of
from core.files.models.predictions import Told, told
from core.files.models.single_kinds import UNET, SingleKind, kind_of

RESOLUTION, TITLE = "modelspec.resolution", "modelspec.title"
# Where a file of ours keeps the small files of an unusual folder: an object of texts by their names.
PACKED = "reverie.folder"
GUIDANCE = f"{UNET}time_embed.cond_proj.weight"
SIDE_MIN, SIDE_MAX = 64, 4096  # px
_SIZES = {"sd1": 512, "sd2": 512, "sdxl": 1024}  # px
SD2_V_SIZE = 768
_RESOLUTION = re.compile(r"(\d{1,5})(?:x(\d{1,5}))?")


@dataclass(frozen=True)
class SingleFile:
    """A single file that is a model."""

    path: Path
    header: Header
    kind: SingleKind
    told: Told

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in px that it learnt: its metadata's, else its family's."""
        said = _RESOLUTION.fullmatch(self.header.metadata.get(RESOLUTION, ""))
        if said is not None:
            width, height = int(said[1]), int(said[2] or said[1])
            if all(SIDE_MIN <= s <= SIDE_MAX and s % 8 == 0 for s in (width, height)):
                return width, height
        is_768 = self.kind.family == "sd2" and self.told.prediction == "v"
        side = SD2_V_SIZE if is_768 and not self.kind.inpainting else _SIZES[self.kind.family]
        return side, side

    @property
    def guidance_width(self) -> int | None:
        """Numbers by which the U-Net is told its guidance; None for the many that are not."""
        info = self.header.tensors.get(GUIDANCE)
        return info.shape[1] if info is not None and len(info.shape) == 2 else None

    @property
    def scheduler(self) -> dict[str, Any]:
        """What of its scheduler_config.json shapes a preset; a packed one is checked when it is loaded."""
        known = self._packed("scheduler/scheduler_config.json")
        return {**known, "rescale_betas_zero_snr": True} if self.told.zero_snr else known

    @property
    def preset(self) -> dict[str, Any]:
        """The preset.json that it carries, unchecked; empty where there is none."""
        return self._packed("preset.json")

    def _packed(self, name: str) -> dict[str, Any]:
        with suppress(ValueError, TypeError, KeyError, RecursionError):
            data = json.loads(json.loads(self.header.metadata[PACKED])[name])
            return data if isinstance(data, dict) else {}
        return {}

    @property
    def names(self) -> tuple[str, ...]:
        """What it is called: by its file, and by its metadata."""
        return (self.path.stem, self.header.metadata.get(TITLE, ""))

    @property
    def number_types(self) -> tuple[str, ...]:
        """The types of its numbers, the commonest first."""
        counts: dict[str, int] = {}
        for info in self.header.tensors.values():
            counts[info.dtype] = counts.get(info.dtype, 0) + info.end - info.begin
        return tuple(sorted(counts, key=lambda kind: -counts[kind]))


def read_single(path: Path) -> SingleFile:
    """What the file at `path` is.

    Raises `ModelUnsupported`, `ModelIncomplete`, `ConfigInvalid` (of a file beside it), `FileMissing`,
    `FileUnreadable`, `WeightsRefused` (no weights, or an old checkpoint that asks for more than to be read),
    `WeightsTruncated`, `WeightsHeaderInvalid`, `ReaderStopped`, `ReaderUnavailable`.
    """
    return single_of(path, header_of(path))


def single_of(path: Path, header: Header) -> SingleFile:
    """What the file at `path` is whose header was read. Raises as `read_single`, but for the reading."""
    shapes = {name: info.shape for name, info in header.tensors.items()}
    return SingleFile(path, header, kind_of(shapes, str(path)), told(path, header))
