"""What is asked and told of drawing pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from core.contract.additions import Embedding
from core.contract.request import GenerationRequest

PhaseName = Literal["load", "encode_text", "encode_picture", "denoise", "decode", "save"]


@dataclass(frozen=True)
class Generate:
    """Draw pictures."""

    job: str  # chosen by the client, unique in its lifetime
    request: GenerationRequest


@dataclass(frozen=True)
class CountTokens:
    """How many pieces the prompt `text` has for `model`. Answered at once, even while a job runs."""

    job: str
    model: str
    text: str
    plain: bool = False  # as the request's `plain_prompt`
    embeddings: tuple[Embedding, ...] = ()  # as the request's


@dataclass(frozen=True)
class TokenCount:
    """The answer to CountTokens."""

    job: str
    tokens: int  # without syntax, start and end
    limit: int  # of the chunks of 75 that they take
    # Of one word that is one piece: 0 as common as can be … 1 as rare; None where nothing is known of it.
    rarity: float | None = None


@dataclass(frozen=True)
class Phase:
    """A stage of picture `index` (0 …) begins."""

    job: str
    phase: PhaseName
    index: int = 0
    count: int = 1


@dataclass(frozen=True)
class Step:
    """`step` of `steps` is done for picture `index`."""

    job: str
    step: int
    steps: int
    index: int = 0
    count: int = 1


@dataclass(frozen=True)
class Preview:
    """A small look at the guess of the end: a PNG in base64, one pixel a latent cell."""

    job: str
    png: str
    step: int
    index: int = 0


@dataclass(frozen=True)
class ImageDone:
    """Picture `index` is whole and safe on the disk."""

    job: str
    path: str
    seed: int
    width: int
    height: int
    seconds: float
    index: int = 0
    count: int = 1


@dataclass(frozen=True)
class Converting:
    """An old checkpoint is being made into a safetensors file, once: bytes done and in all."""

    job: str
    name: str  # of the file
    done: int
    total: int
