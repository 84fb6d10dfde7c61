"""A recorded picture as the window knows it: the numbers of each step and small looks at it.

Made of the engine's answer; computes nothing. Pictures stay packed until somebody looks at them.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from core.contract import codec
from core.contract.errors import InvalidValue
from core.contract.explain import Explained
from core.contract.request import GenerationRequest

Tile = Literal["noised", "noise", "guess", "added"]
TILES: tuple[Tile, ...] = get_args(Tile)


@dataclass(frozen=True)
class FilmStep:
    """The numbers of one step."""

    step: int  # 0 …
    t: float  # time step at which the network was asked
    sigma: float  # noise level, x = x0 + sigma · noise
    sigma_next: float  # that it arrived at
    step_size: float
    alpha_cumprod: float  # 0 … 1, the picture's share
    noise_std: float
    guess_std: float


@dataclass(frozen=True)
class ToldText:
    """A text that the model was told."""

    number: int
    name: str  # "prompt" or "negative"
    text: str
    maps: bool  # whether it was written down where its words were looked up


@dataclass(frozen=True)
class Stage:
    """A stage of the network that looks words up."""

    name: str
    height: int  # cells
    width: int


@dataclass(frozen=True)
class Film:
    """All that the answer to a recording holds."""

    steps: tuple[FilmStep, ...]
    first: int  # the first step that was drawn here: 0, or where it left another run
    sampler: str
    guidance_scale: float
    seed: int
    width: int  # px
    height: int
    bytes: int
    texts: tuple[ToldText, ...]
    stages: tuple[Stage, ...]
    asks_twice: bool = True  # in each step: without the words and with them


@dataclass(frozen=True, eq=False)
class Run:
    """One recorded picture."""

    name: str  # the job that recorded it
    request: GenerationRequest
    film: Film
    picture: str  # path of the finished picture
    glances: Mapping[str, str]  # `<tile>-<step>` → small PNG in base64
    left: tuple[str, int] | None = None  # the run that this one left, and the step
    seconds: float = 0.0  # that drawing took
    # Same as the picture that it was to be? None: nothing to compare with
    identical: bool | None = None

    @property
    def steps(self) -> int:
        return len(self.film.steps)

    def glance(self, tile: Tile, step: int) -> bytes:
        """A small PNG, empty where there is none."""
        return unpacked(self.glances.get(f"{tile}-{step:03}", ""))

    def tiles(self) -> tuple[Tile, ...]:
        """Those that this run has at some step."""
        return tuple(t for t in TILES if any(name.startswith(f"{t}-") for name in self.glances))


def film_of(answer: Explained) -> Film:
    """The film in the answer to a recording. Raises `InvalidValue`."""
    return codec.from_json(Film, answer.figures)


def unpacked(text: str) -> bytes:
    """The bytes of base64; empty for anything else."""
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""


def figure(answer: Explained, name: str, *kinds: type) -> Any:
    """One number, text or list of an answer. Raises `InvalidValue` where it is missing or another kind."""
    value = answer.figures.get(name)
    if not isinstance(value, kinds):
        raise InvalidValue(f"Explained.{name}", value, " or ".join(kind.__name__ for kind in kinds))
    return value
