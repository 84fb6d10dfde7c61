"""The LoRAs and embeddings of a request: found, looked at by their headers, and refused before any model is read.

LoRAs come from the request and from the tags in the prompt, which may differ from picture to picture;
embeddings from the request, and from the person's folders where a text has their name as a word. No torch.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.contract.addition_errors import AdditionForeign
from core.contract.additions import LORAS_MAX, Lora, called, folded
from core.contract.errors import InvalidValue
from core.contract.request import GenerationRequest
from core.files.catalogue import addition_folders
from core.files.models.embedding_info import EMBEDDING, EmbeddingInfo
from core.files.models.library import ModelInfo
from core.files.models.lora_info import LORA, LoraInfo
from core.files.models.single_kinds import FAMILIES
from core.generation.picture_words import PictureWords
from core.prompt.loras import LoraTag


@dataclass(frozen=True)
class UsedLora:
    """One LoRA of a stack."""

    info: LoraInfo
    weight: float
    text_weight: float | None = None  # None: the same

    @property
    def for_text(self) -> float:
        return self.weight if self.text_weight is None else self.text_weight


@dataclass(frozen=True)
class UsedEmbedding:
    """One embedding and the words that call it."""

    info: EmbeddingInfo
    token: str | None = None  # that the person chose
    is_word: bool = (
        False  # nobody asked for it: it lies in the folders under a name that a text has
    )

    @property
    def names(self) -> tuple[str, ...]:
        return self.info.names if self.token is None else (self.token,)

    def said_in(self, words: PictureWords) -> tuple[str, ...]:
        """Those of its names that a picture's texts have."""
        texts = [read.said for read in (words.prompt, words.negative) if read is not None]
        pattern = called(self.names)
        said = {folded(match[0]) for text in texts for match in pattern.finditer(text)}
        return tuple(name for name in self.names if folded(name) in said)


@dataclass(frozen=True)
class Additions:
    """All of a request."""

    stacks: tuple[tuple[UsedLora, ...], ...] = ()  # of each picture; those of weight 0 are left out
    embeddings: tuple[UsedEmbedding, ...] = ()
    foreign: tuple[EmbeddingInfo, ...] = ()  # called by a word, but for other models: only words

    @property
    def loras(self) -> tuple[UsedLora, ...]:
        """Every one of some picture, once."""
        return tuple(dict.fromkeys(used for stack in self.stacks for used in stack))

    def files(self) -> Iterator[Path]:
        """Where they lie."""
        for lora in self.loras:
            yield Path(lora.info.path)
        for embedding in self.embeddings:
            yield Path(embedding.info.path)


def resolve(
    request: GenerationRequest, words: Sequence[PictureWords], model: ModelInfo
) -> Additions:
    """Find what the request and its texts name, and compare it with the model's family.

    Raises `AdditionNotFound`, `AdditionForeign`, `AdditionRefused`, `FileMissing`, `InvalidValue` (the weight in a
    tag), and the errors of headers.
    """
    own = tuple(
        UsedLora(addition_folders.find_lora(lora.file), lora.weight, lora.text_weight)
        for lora in request.loras
    )
    tags = dict.fromkeys(tag for each in words for tag in each.prompt.loras)
    named = {tag: _used(tag) for tag in tags}
    stacks = tuple(
        tuple(
            used
            for used in (*own, *(named[tag] for tag in each.prompt.loras))
            if used.weight or used.for_text
        )
        for each in words
    )
    most = max(map(len, stacks), default=0)
    if most > LORAS_MAX:  # no recipe could hold them
        raise InvalidValue(
            "loras", most, f"at most {LORAS_MAX} files, those of the prompt included"
        )
    for used in dict.fromkeys(used for stack in stacks for used in stack):
        made_for = used.info.made_for
        if made_for is not None and used.info.family != model.family:
            raise AdditionForeign(used.info.path, LORA, made_for, FAMILIES[model.family])
    given = _given(request, model)
    called_by_name = _called(words, given) if request.named_embeddings else []
    fitting = [info for info in called_by_name if info.family in (None, model.family)]
    return Additions(
        stacks=stacks,
        embeddings=(*given, *(UsedEmbedding(info, is_word=True) for info in fitting)),
        foreign=tuple(info for info in called_by_name if info not in fitting),
    )


def _used(tag: LoraTag) -> UsedLora:
    """The LoRA of a tag. Its weights have the range of a request's."""
    lora = Lora(tag.name, tag.unet, tag.te)
    return UsedLora(addition_folders.lora_called(tag.name), lora.weight, lora.text_weight)


def _given(request: GenerationRequest, model: ModelInfo) -> tuple[UsedEmbedding, ...]:
    """Those of the request. Raises as `resolve`."""
    found = []
    for each in request.embeddings:
        info = addition_folders.find_embedding(each.file)
        if info.family not in (None, model.family):
            raise AdditionForeign(info.path, EMBEDDING, info.made_for, FAMILIES[model.family])
        found.append(UsedEmbedding(info, each.token))
    return tuple(found)


def _called(words: Sequence[PictureWords], given: Sequence[UsedEmbedding]) -> list[EmbeddingInfo]:
    """Those that lie in the folders under a name that some text says and no given one has."""
    reads = [read for each in words for read in (each.prompt, each.negative) if read is not None]
    found = addition_folders.embeddings_called(dict.fromkeys(read.said for read in reads))
    known = {folded(name) for each in given for name in each.names}
    return [info for info in found if folded(info.name) not in known]
