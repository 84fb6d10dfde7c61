"""By which number a LoRA's factors are multiplied: alpha / rank, from wherever the file's program keeps alpha.

kohya's and LyCORIS' files have a tensor `alpha` beside the factors; diffusers writes its settings into the
header, peft into `adapter_config.json` beside the file. Where nobody says it, alpha is the rank.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.checkpoints.lora_names import Layer
from core.contract.errors import ReverieError
from core.files.models.folder_files import read_json
from core.files.models.lora_info import FOLDER_FILES

METADATA = "lora_adapter_metadata"  # diffusers
CONFIG = "adapter_config.json"  # peft
JSON_MAX = 16 * 2**20  # characters


@dataclass(frozen=True)
class Settings:
    """What peft knows of a training, for one network."""

    data: Mapping[str, Any]

    def scale(self, layer: Layer, rank: int | None, *, is_low_rank: bool) -> float | None:
        """alpha / rank, or None where the settings do not say an alpha."""
        alpha = _number(self._of(layer, "alpha_pattern", "lora_alpha", "alpha"))
        # Of a LoRA the factors themselves tell the rank; LoKr's may be whole and tell none.
        known = rank if is_low_rank else _number(self._of(layer, "rank_pattern", "r"))
        if alpha is None or not known:
            return None
        return alpha / (math.sqrt(known) if self.data.get("use_rslora") is True else known)

    def _of(self, layer: Layer, pattern: str, *names: str) -> Any:
        """The layer's own value, else that of all. peft's patterns are taken for names, never for rules."""
        own = self.data.get(pattern)
        for name, value in own.items() if isinstance(own, dict) else ():
            bare = name.lstrip("^").replace("\\.", ".").removeprefix("text_model.")
            if layer.name == bare or layer.name.endswith(f".{bare}"):
                return value
        return next((self.data[name] for name in names if name in self.data), None)


@dataclass(frozen=True)
class Alphas:
    """The settings that belong to a file: by part ("unet"), or of all parts under ""."""

    settings: Mapping[str, Settings]

    def scale(
        self, layer: Layer, rank: int | None, alpha: float | None, *, is_low_rank: bool
    ) -> float:
        """The factor for one layer; `alpha` is the tensor beside its factors."""
        if rank is not None and alpha is not None:
            return alpha / rank
        said = self.settings.get(layer.part) or self.settings.get("")
        if said is not None and alpha is None:
            found = said.scale(layer, rank, is_low_rank=is_low_rank)
            return 1.0 if found is None else found
        return 1.0


def read_alphas(path: Path, metadata: Mapping[str, str]) -> Alphas:
    """Those of the file at `path`. What cannot be read as settings says nothing."""
    data = _parsed(metadata.get(METADATA, ""))
    if not data and path.name in FOLDER_FILES:
        with suppress(ReverieError):
            data = read_json(path.parent, CONFIG)
    parts: dict[str, dict[str, Any]] = {}
    for key, value in data.items():
        part, _, name = key.rpartition(".")
        parts.setdefault(part, {})[name] = value
    return Alphas({part: Settings(found) for part, found in parts.items()})


def _parsed(text: str) -> dict[str, Any]:
    with suppress(ValueError, RecursionError):
        data = json.loads(text[:JSON_MAX])
        if isinstance(data, dict):
            return data
    return {}


def _number(value: Any) -> float | None:
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return float(value) if is_number and math.isfinite(value) else None
