"""Small files that change a model for one picture: LoRAs and embeddings, as a request asks for them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

from core.contract.errors import InvalidValue

LORA_WEIGHT_MAX = 20.0  # either way
TOKEN_MAX = 100  # characters
LORAS_MAX = 100
EMBEDDINGS_MAX = 100
NAME_MAX = 500  # characters of a name in a recipe
_TURKISH = str.maketrans("İı", "ii")


@dataclass(frozen=True)
class Lora:
    """One LoRA of the stack and how strongly it counts; 0 leaves it out."""

    file: str  # a path, or a name from the folders of LoRAs
    weight: float = 1.0  # -20 … 20
    text_weight: float | None = None  # for the text encoders; None: the same

    def __post_init__(self) -> None:
        check_path("loras.file", self.file)
        for name in ("weight", "text_weight"):
            check_lora_weight(f"loras.{name}", getattr(self, name))

    @property
    def for_text(self) -> float:
        """The weight in the text encoders."""
        return self.weight if self.text_weight is None else self.text_weight


@dataclass(frozen=True)
class Embedding:
    """One embedding (textual inversion) and the word that calls it in a prompt."""

    file: str  # a path, or a name from the folders of embeddings
    token: str | None = None  # None: the file's name, and the token that the file itself names

    def __post_init__(self) -> None:
        check_path("embeddings.file", self.file)
        if self.token is not None:
            check_token("embeddings.token", self.token)


@dataclass(frozen=True)
class LoraRecord:
    """One LoRA that made a picture, as its recipe keeps it."""

    name: str  # the file's, without its ending; never a path
    hash: str  # SHA-256 of the file: 64 hex digits
    numbers_hash: str  # the first 12 hex digits by which A1111 and its relatives know it
    weight: float
    text_weight: float | None = None  # None: the same

    def __post_init__(self) -> None:
        check_record("Recipe.loras", self.name, self.hash)
        if not re.fullmatch("[0-9a-f]{12}", self.numbers_hash):
            raise InvalidValue("Recipe.loras", self.numbers_hash[:80], "12 hexadecimal digits")
        for name in ("weight", "text_weight"):
            check_lora_weight(f"Recipe.loras.{name}", getattr(self, name))


@dataclass(frozen=True)
class EmbeddingRecord:
    """One embedding that made a picture."""

    name: str  # the file's, without its ending; never a path
    hash: str  # SHA-256 of the file: 64 hex digits
    token: str | None = None  # the word that called it, where that was not the file's own

    def __post_init__(self) -> None:
        check_record("Recipe.embeddings", self.name, self.hash)
        if self.token is not None:
            check_token("Recipe.embeddings.token", self.token)


def check_record(name: str, title: str, digest: str) -> None:
    """Raises `InvalidValue` for a name or a hash that no recipe of ours has."""
    if not 1 <= len(title) <= NAME_MAX or any("\ud800" <= c <= "\udfff" for c in title):
        raise InvalidValue(name, ascii(title[:40]), f"at most {NAME_MAX} characters of text")
    if not re.fullmatch("[0-9a-f]{64}", digest):
        raise InvalidValue(name, digest[:80], "64 hexadecimal digits")


def called(names: Iterable[str]) -> re.Pattern[str]:
    """Finds the words that call embeddings in a text: in any case of letters, never inside another word.

    Of two names that begin alike the longer counts. Without names it finds nothing.
    """
    longest = sorted(names, key=lambda name: (-len(name), name))
    parts = [
        (r"(?<!\w)" if name[0].isalnum() else "")
        + re.escape(name)
        + (r"(?!\w)" if name[-1].isalnum() else "")
        for name in longest
    ]
    return re.compile("|".join(parts) or r"(?!)", re.IGNORECASE)


def folded(name: str) -> str:
    """One spelling for a name in any case of letters, as `called` finds it: both of Turkish's i are i there."""
    return name.translate(_TURKISH).casefold()


def check_lora_weight(name: str, weight: float | None) -> None:
    """Raises `InvalidValue`, also for what is no number."""
    if weight is not None and not (math.isfinite(weight) and abs(weight) <= LORA_WEIGHT_MAX):
        limit = f"{LORA_WEIGHT_MAX:g}"
        raise InvalidValue(name, weight, f"between -{limit} and {limit}")


def check_token(name: str, token: str) -> None:
    """A word that can be typed. Raises `InvalidValue`."""
    if not 1 <= len(token) <= TOKEN_MAX or token != token.strip() or not token.isprintable():
        raise InvalidValue(name, token[:TOKEN_MAX], f"1 to {TOKEN_MAX} characters without edges")


def check_path(name: str, path: str) -> None:
    """Raises `InvalidValue` for what no file can be called."""
    if not path or "\0" in path:
        raise InvalidValue(name, path, "a path")
