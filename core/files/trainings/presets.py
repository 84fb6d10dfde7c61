"""Which settings a teaching begins with, unless a person says otherwise: by model, method and number of photos.

`resources/presets/teaching.json` has those of each family, and "small" for models of small pictures such as the
starter. Both the command line and the window fill in what was left open. It is data only: nothing is applied here.
"""

from __future__ import annotations

from typing import Any

from core.contract.teaching import Method, TaskName
from core.files import folders
from core.files.models.folder_files import read_json
from core.files.models.library import ModelInfo

FILE = "teaching.json"
SMALL = 128  # px: models whose pictures are no larger go by "small"
# Every field that the table sets somewhere: its default depends on the model.
FIELDS = frozenset(
    {
        "batch_size",
        "class_prompt",
        "conv",
        "ema_decay",
        "learning_rate",
        "optimizer",
        "prior",
        "prior_count",
        "prompt",
    }
    | {"rank", "steps", "text_learning_rate", "train_text_encoder"}
)


def suggested(info: ModelInfo, task: TaskName, method: Method, photos: int) -> dict[str, Any]:
    """Field of the task's config → value. `photos`: how many there are to learn from."""
    table = read_json(folders.resources() / "presets", FILE)
    kind = "small" if info.sample_size <= SMALL else info.family
    values = dict(table[kind].get(task, {}))
    if method in values:  # else the task has but one
        values = dict(values[method])
    if "steps" in values:
        values["steps"] = _steps(values["steps"], photos)
    return values


def _steps(rule: dict[str, int], photos: int) -> int:
    """So many for each photo, but neither too few nor more than help."""
    return min(max(rule["per_photo"] * photos, rule["least"]), rule["most"])
