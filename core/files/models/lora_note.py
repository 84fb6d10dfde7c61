"""A1111's note beside a LoRA, as far as it says how strongly the LoRA is to count. Other programs go by it, too."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from core.contract.additions import LORA_WEIGHT_MAX
from core.contract.errors import FileMissing, ReverieError
from core.files import store
from core.files.reading import text_of

WEIGHT = "preferred weight"  # 0: nobody said
FULL = 1.0
BYTES_MAX = 2**20


def preferred_weight(lora: Path) -> float:
    """What the note beside the file says; 1 where there is none, or it says nothing that makes sense."""
    value = (_note(lora) or {}).get(WEIGHT)
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        return FULL
    return float(value) if 0 < abs(value) <= LORA_WEIGHT_MAX else FULL  # not a number neither


def prefer(lora: Path, weight: float) -> None:
    """Write it into the note; what else stands there stays, and a note that cannot be read is left alone.

    Raises the errors of `store`.
    """
    note = _note(lora)
    if note is not None and preferred_weight(lora) != weight:
        store.write_json(_file(lora), {**note, WEIGHT: weight})


def _note(lora: Path) -> dict[str, Any] | None:
    """Empty where there is none, None where it makes no sense."""
    try:
        data = json.loads(text_of(_file(lora), BYTES_MAX))
    except FileMissing:
        return {}
    except (ReverieError, ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None


def _file(lora: Path) -> Path:
    return lora.with_suffix(".json")
