"""What a model wants when nobody says otherwise: guidance, sampler, schedule, steps, spacing, size.

`resources/presets/<name>.json` has that of each family and of each kind that changes some of it (turbo,
zero_snr); `preset.json` inside a model folder wins, key by key; the size comes from the model unless a
preset names one. It is data only: nothing is applied here.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.contract import codec
from core.contract.errors import ConfigInvalid, InvalidValue
from core.contract.request import GenerationRequest, SamplerName, ScheduleName, SpacingName
from core.files import folders
from core.files.models.folder_files import inside, read_json

PRESET_FILE = "preset.json"
TOLD_GUIDANCE = "told_guidance"  # kind of a model that knows what to do with a large one
ZERO_SNR = "zero_snr"  # kind of a model whose last noise level leaves nothing (Lin et al. 2023)


@dataclass(frozen=True)
class Preset:
    """One model's own settings; the ranges are those of `GenerationRequest`."""

    guidance_scale: float
    sampler: SamplerName
    schedule: ScheduleName
    steps: int
    width: int  # px
    height: int  # px
    spacing: SpacingName | None = None  # None: the one of the model's own schedule
    rescale: float = 0.0

    def __post_init__(self) -> None:
        fields = {f.name: getattr(self, f.name) for f in dataclasses.fields(self)}
        GenerationRequest(prompt="", output=".", seed=0, **fields)  # the one place with the ranges


def preset_for(
    folder: Path | None,
    names: Sequence[str],
    width: int,
    height: int,
    known: Mapping[str, object] | None = None,
) -> Preset:
    """The preset of the model in `folder` (None: a single file): those of `names` (the family first), then what is `known` of
    this very model, then the folder's own. `width`, `height`: its sample size in px.

    Raises `ConfigInvalid` naming the file and the key.
    """
    merged: dict[str, Any] = {"width": width, "height": height}
    shipped = folders.resources() / "presets"
    for name in names:
        merged |= read_json(shipped, f"{name}.json")
    merged |= known or {}
    own = shipped if folder is None else inside(folder, PRESET_FILE)
    if folder is not None and own.exists():
        merged |= read_json(folder, PRESET_FILE)
    try:
        return codec.from_json(Preset, merged)
    except InvalidValue as error:
        key = error.field.removeprefix("Preset.")
        unknown = error.expected == "no such field"
        expected = "a setting that is known here" if unknown else error.expected
        raise ConfigInvalid(str(own), key, error.value, expected) from error
