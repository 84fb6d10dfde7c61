"""What an embedding (textual inversion) is, from its header alone: vectors, widths, its own token. No torch.

Layouts: A1111's `.pt` (`string_to_param.*`) and `.safetensors` (`emb_params`), diffusers' one tensor under
the name of its token, SDXL's pair `clip_l` and `clip_g`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from core.contract.addition_errors import AdditionRefused
from core.contract.errors import ReverieError
from core.files.models.folder_kinds import Family
from core.files.models.headers import Header
from core.files.models.legacy_pickle import header_of
from core.files.models.lora_info import addition_name
from core.files.models.lora_keys import is_lora
from core.files.models.single_kinds import FAMILIES, is_vae, what_it_is

EMBEDDING = "embedding"  # the kind in errors of additions
VECTORS_MAX = 128
TOKEN_MAX = 100  # characters
# A1111's and the common names of the one tensor; anything else is diffusers' token.
_SINGLE = ("string_to_param.*", "emb_params", "embedding")
_PAIR = ("clip_l", "clip_g")
_FAMILIES: dict[tuple[int, ...], Family] = {(768,): "sd1", (1024,): "sd2", (768, 1280): "sdxl"}


@dataclass(frozen=True)
class EmbeddingInfo:
    """What is known before any number is read."""

    name: str  # of the file; what a prompt calls it
    path: str
    token: str | None  # the word that the file itself names
    tensors: tuple[str, ...]  # one, or for SDXL that of each text encoder
    widths: tuple[int, ...]  # of each tensor
    vectors: int  # tokens that it counts for
    family: Family | None

    @property
    def made_for(self) -> str:
        """The models that it is for, for a person."""
        if self.family is not None:
            return FAMILIES[self.family]
        return f"models with words of {' and '.join(map(str, self.widths))} numbers"

    @property
    def names(self) -> tuple[str, ...]:
        """The words that call it where nobody says another: the file's name and its own token."""
        return tuple(dict.fromkeys(filter(None, (self.name, self.token))))


def describe_embedding(path: Path | str) -> EmbeddingInfo:
    """What the embedding at `path` is.

    Raises `AdditionRefused` for anything else, naming it, and the errors of `legacy_pickle.header_of`.
    """
    return embedding_info(Path(path), header_of(path))


def embedding_info(path: Path, header: Header) -> EmbeddingInfo:
    """The same for a header that was read already. Raises `AdditionRefused`."""
    names = _tensors(path, header)
    shapes = [header.tensors[name].shape for name in names]
    rows = [(1, *shape) if len(shape) == 1 else shape for shape in shapes]
    if any(len(shape) != 2 or 0 in shape for shape in rows):
        raise AdditionRefused(str(path), EMBEDDING, "its vectors have a shape that no words have")
    vectors = {shape[0] for shape in rows}
    if len(vectors) > 1:
        raise AdditionRefused(str(path), EMBEDDING, "its two parts differ in their vectors")
    if max(vectors) > VECTORS_MAX:
        reason = f"it has {max(vectors)} vectors, at most {VECTORS_MAX} are read"
        raise AdditionRefused(str(path), EMBEDDING, reason)
    widths = tuple(shape[1] for shape in rows)
    own = names[0] if len(names) == 1 and names[0] not in _SINGLE + _PAIR else None
    return EmbeddingInfo(
        name=addition_name(path),
        path=str(path),
        token=own if own is None or _is_word(own) else None,
        tensors=names,
        widths=widths,
        vectors=max(vectors),
        family=_FAMILIES.get(widths),
    )


def _tensors(path: Path, header: Header) -> tuple[str, ...]:
    """The tensor, or the pair. Raises `AdditionRefused`."""
    found = header.tensors
    if all(name in found for name in _PAIR):
        return _PAIR
    for name in _SINGLE:
        if name in found:
            return (name,)
    if len(found) == 1:
        return tuple(found)
    raise AdditionRefused(str(path), EMBEDDING, f"it is {_other(header)}")


def _other(header: Header) -> str:
    if is_lora(header.tensors):
        return "a LoRA"
    return what_it_is({name: info.shape for name, info in header.tensors.items()})


def _is_word(text: str) -> bool:
    return len(text) <= TOKEN_MAX and text == text.strip() and text.isprintable()


AdditionKind = Literal["lora", "embedding", "vae"]


def addition_kind(path: Path | str) -> AdditionKind | None:
    """Which of them a file is, if any: for a file that was dropped on the window."""
    try:
        header = header_of(path)
    except ReverieError:
        return None
    if is_lora(header.tensors):
        return "lora"
    if is_vae({name: info.shape for name, info in header.tensors.items()}):
        return "vae"
    try:
        embedding_info(Path(path), header)
    except AdditionRefused:
        return None
    return "embedding"
