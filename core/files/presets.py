"""What a model wants when nobody says otherwise: guidance, sampler, schedule, steps, size.

`resources/presets/<family>.json` gives the family's; `preset.json` inside a model folder wins, key by
key; the size comes from the model unless a preset names one. It is data only: nothing is applied here.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.contract import codec
from core.contract.errors import ConfigInvalid, InvalidValue
from core.contract.request import GenerationRequest, SamplerName, ScheduleName
from core.files import folders
from core.files.model_files import inside, read_json

PRESET_FILE = "preset.json"


@dataclass(frozen=True)
class Preset:
    """One model's own settings; the ranges are those of `GenerationRequest`."""

    guidance_scale: float
    sampler: SamplerName
    schedule: ScheduleName
    steps: int
    width: int  # px
    height: int  # px

    def __post_init__(self) -> None:
        fields = {f.name: getattr(self, f.name) for f in dataclasses.fields(self)}
        GenerationRequest(prompt="", output=".", seed=0, **fields)  # the one place with the ranges


def preset_for(folder: Path, family: str, width: int, height: int) -> Preset:
    """The preset of the model in `folder`; `width`, `height`: its sample size in px.

    Raises `ConfigInvalid` naming the file and the key.
    """
    merged: dict[str, Any] = {"width": width, "height": height}
    sources = ((folders.resources() / "presets", f"{family}.json"), (folder, PRESET_FILE))
    result: Preset | None = None
    for where, name in sources:
        path = inside(where, name)
        if path.exists():
            merged |= read_json(where, name)
        try:
            result = codec.from_json(Preset, merged)
        except InvalidValue as error:
            key = error.field.removeprefix("Preset.")
            unknown = error.expected == "no such field"
            expected = "a setting that is known here" if unknown else error.expected
            raise ConfigInvalid(str(path), key, error.value, expected) from error
    if result is None:
        raise AssertionError("there is always a family preset")
    return result
