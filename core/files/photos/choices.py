"""What a person decided about single photos: left out, turned, or cut otherwise than we would.

Kept as JSON beside the draft or in the run folder, never in the folder of the photos. Photos are told
by their name relative to that folder.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.contract.errors import InvalidValue
from core.files import store
from core.files.photos.crop import Box

FIELD = "crops"  # of a training's config, which names the file
BYTES_MAX = 16_000_000
_KEYS = frozenset({"crop", "turned", "left_out"})


@dataclass(frozen=True)
class Choice:
    """About one photo. `turned`: quarter turns clockwise, 0 … 3, before anything else; the crop is of the turned one."""

    crop: Box | None = None  # None: as the training finds it best
    turned: int = 0
    left_out: bool = False


def read_choices(path: Path | str) -> dict[str, Choice]:
    """Raises `InvalidValue` where the file is no such list."""
    try:
        if Path(path).stat().st_size > BYTES_MAX:
            raise InvalidValue(FIELD, str(path), f"a file of at most {BYTES_MAX} bytes")
        data = json.loads(
            Path(path).read_text(encoding="utf-8-sig")
        )  # editors on Windows write a mark
    except (OSError, ValueError, RecursionError) as error:
        raise InvalidValue(FIELD, str(path), "a readable JSON file") from error
    if not isinstance(data, dict):
        expected = "a file with one JSON object, a photo's name in front of each choice"
        raise InvalidValue(FIELD, str(path), expected)
    return {name: _choice(value, f"of {name} in {path}") for name, value in data.items()}


def write_choices(path: Path | str, choices: Mapping[str, Choice]) -> None:
    """Durably, without what says nothing."""
    data = {name: _plain(choice) for name, choice in sorted(choices.items()) if choice != Choice()}
    store.write_text(Path(path), json.dumps(data, ensure_ascii=False, indent=1) + "\n")


def _plain(choice: Choice) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if choice.crop is not None:
        values["crop"] = list(choice.crop.numbers)
    if choice.turned:
        values["turned"] = choice.turned
    if choice.left_out:
        values["left_out"] = True
    return values


def _choice(value: object, where: str) -> Choice:
    """`where`: whose it is, for the sentence about a wrong one."""
    if not isinstance(value, dict) or not value.keys() <= _KEYS:
        expected = f"an object with crop, turned and left_out as the choice {where}"
        raise InvalidValue(FIELD, value, expected)
    turned, left_out = value.get("turned", 0), value.get("left_out", False)
    if turned not in (0, 1, 2, 3) or type(turned) is not int:
        raise InvalidValue(FIELD, turned, f"0, 1, 2 or 3 quarter turns as “turned” {where}")
    if type(left_out) is not bool:
        raise InvalidValue(FIELD, left_out, f"true or false as “left_out” {where}")
    return Choice(_box(value.get("crop"), where), turned, left_out)


def _box(value: object, where: str) -> Box | None:
    if value is None:
        return None
    if (
        not isinstance(value, list)
        or len(value) != 4
        or any(type(number) not in (int, float) for number in value)
    ):
        raise InvalidValue(FIELD, value, f"four numbers as “crop” {where}")
    try:
        return Box(*map(float, value))
    except (InvalidValue, OverflowError) as error:
        expected = f"left, top, right, bottom within 0 … 1 as “crop” {where}"
        raise InvalidValue(FIELD, value, expected) from error
