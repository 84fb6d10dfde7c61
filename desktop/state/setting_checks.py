"""Which saved settings make sense: what a file of another version or another hand holds is not trusted."""

from __future__ import annotations

from typing import Any, get_args

from core.contract.additions import EMBEDDINGS_MAX
from core.contract.request import (
    CLIP_SKIP_MAX,
    COUNT_MAX,
    PROMPT_MAX,
    SEED_MAX,
    SamplerName,
    ScheduleName,
)
from desktop.state.sizes import Shape

KEPT_MAX = 50 * PROMPT_MAX  # characters: too long to draw is no reason to lose somebody's words


def is_sound(name: str, value: object) -> bool:
    """Whether `value`, as JSON gives it, can be the setting `name`."""
    return name in _CHECKS and bool(_CHECKS[name](value))


def _number(low: float, high: float, *, none: bool = False) -> Any:
    def check(value: object) -> bool:
        if value is None:
            return none
        return (
            isinstance(value, (int, float)) and not isinstance(value, bool) and low <= value <= high
        )

    return check


def _whole(low: int, high: int, *, none: bool = False) -> Any:
    number = _number(low, high, none=none)
    return lambda value: number(value) and not isinstance(value, float)


def _text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= KEPT_MAX


def _path(value: object) -> bool:
    return isinstance(value, str) and bool(value) and "\0" not in value


def _size(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(map(_whole(8, 4096), value))


_CHECKS: dict[str, Any] = {
    "prompt": _text,
    "negative": _text,
    "strength": _number(0, 1),
    "guidance": _number(1, 20, none=True),
    "steps": _whole(1, 150, none=True),
    "shape": lambda value: value in get_args(Shape) and value != "picture",
    "own_size": _size,
    "seed": _whole(0, SEED_MAX),
    "seed_locked": lambda value: isinstance(value, bool),
    "count": _whole(1, COUNT_MAX),
    "sampler": lambda value: value is None or value in get_args(SamplerName),
    "schedule": lambda value: value is None or value in get_args(ScheduleName),
    "rescale": _number(0, 1, none=True),
    "clip_skip": _whole(1, CLIP_SKIP_MAX),
    "vae": lambda value: value is None or _path(value),
    "plain_prompt": lambda value: isinstance(value, bool),
    "embeddings": lambda value: (
        isinstance(value, list) and len(value) <= EMBEDDINGS_MAX and all(map(_path, value))
    ),
}
