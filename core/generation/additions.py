"""The LoRAs and embeddings of a request: found, looked at by their headers, and refused before any model is read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from core.contract.errors import AdditionForeign
from core.contract.request import GenerationRequest
from core.files import addition_folders
from core.files.embedding_info import EMBEDDING, EmbeddingInfo
from core.files.library import ModelInfo
from core.files.lora_info import LORA, LoraInfo
from core.files.single_kinds import FAMILIES


@dataclass(frozen=True)
class UsedLora:
    """One LoRA of the stack."""

    info: LoraInfo
    weight: float
    text_weight: float | None  # None: the same

    @property
    def for_text(self) -> float:
        return self.weight if self.text_weight is None else self.text_weight


@dataclass(frozen=True)
class UsedEmbedding:
    """One embedding and the words that call it."""

    info: EmbeddingInfo
    token: str | None  # that the person chose

    @property
    def names(self) -> tuple[str, ...]:
        return self.info.names if self.token is None else (self.token,)


@dataclass(frozen=True)
class Additions:
    """All of a request, those of weight 0 left out."""

    loras: tuple[UsedLora, ...] = ()
    embeddings: tuple[UsedEmbedding, ...] = ()

    def files(self) -> Iterator[Path]:
        """Where they lie."""
        for lora in self.loras:
            yield Path(lora.info.path)
        for embedding in self.embeddings:
            yield Path(embedding.info.path)


def resolve(request: GenerationRequest, model: ModelInfo) -> Additions:
    """Find what the request names and compare it with the model's family.

    Raises `AdditionNotFound`, `AdditionForeign`, `AdditionRefused`, `FileMissing`, and the errors of headers.
    """
    loras = tuple(
        UsedLora(addition_folders.find_lora(lora.file), lora.weight, lora.text_weight)
        for lora in request.loras
        if lora.weight or lora.for_text
    )
    for used in loras:
        made_for = used.info.made_for
        if made_for is not None and used.info.family != model.family:
            raise AdditionForeign(used.info.path, LORA, made_for, FAMILIES[model.family])
    embeddings = tuple(
        UsedEmbedding(addition_folders.find_embedding(each.file), each.token)
        for each in request.embeddings
    )
    for each in embeddings:
        if each.info.family not in (None, model.family):
            family = FAMILIES[model.family]
            raise AdditionForeign(each.info.path, EMBEDDING, each.info.made_for, family)
    return Additions(loras, embeddings)
