"""Hashes of all files that a recipe names, each computed in its own thread beside the drawing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import torch

from core.files.models.hashes import model_hash
from core.generation.addition_hashes import AdditionHashes
from core.generation.additions import Additions
from core.generation.device import dtype_name
from core.generation.hashing import ModelHash


@dataclass(frozen=True)
class RequestHashes:
    """Of one request."""

    model: ModelHash
    vae: ModelHash | None  # of the one that stands in for the model's own
    additions: AdditionHashes

    @staticmethod
    def of(model: str, vae: str | None, used: Additions, dtype: torch.dtype) -> RequestHashes:
        """Of two variants of a model's weights the one that is loaded for `dtype` counts."""
        hashed = partial(model_hash, dtype=dtype_name(dtype))
        return RequestHashes(
            ModelHash(model, hashed),
            None if vae is None else ModelHash(vae, hashed),
            AdditionHashes.of(used),
        )
