"""What can go wrong with a LoRA or an embedding. Typed errors as in `errors.py`, data and no prose."""

from __future__ import annotations

from dataclasses import dataclass

from core.contract.errors import ReverieError


@dataclass
class AdditionNotFound(ReverieError):
    """Neither a path nor a name from the folders of `kind` ("LoRA" or "embedding"); `known` lists the names."""

    kind: str
    name: str
    known: tuple[str, ...]


@dataclass
class AdditionForeign(ReverieError):
    """A LoRA or an embedding for another family of models. All three are names for people."""

    path: str
    kind: str  # "LoRA" or "embedding"
    made_for: str
    model: str  # the family of the model in use


@dataclass
class AdditionRefused(ReverieError):
    """A LoRA or an embedding that cannot be used. `reason` is one plain clause about "it"."""

    path: str
    kind: str
    reason: str
