"""A model folder's tokenizer, in both forms it comes in, as data; and written back.

`tokenizer.json` (transformers 5) or `vocab.json` with `merges.txt` (before). Patterns, normalisers
and code names in them are ignored: `core/text/tokenizer.py` has its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.contract.errors import ConfigInvalid
from core.files import store
from core.files.models.folder_files import inside, read_json, read_text
from core.text.tokenizer import END, START, Tokenizer

VOCABULARY_BYTES = 10 * 10**6
ENTRIES_MAX = 1_000_000
PIECE_MAX = 1_024  # characters of one entry
ADDED_MAX = 10_000
NUMBER_DIGITS = 10
LENGTH_MIN = 3  # tokens: start, one word, end
JOINED = "tokenizer.json"


@dataclass
class _Parts:
    """What the files say, checked; `source` is the file to name in errors."""

    source: str
    vocab: dict[str, int]
    merges: list[tuple[str, str]]
    added: dict[str, int]  # taken whole; may lie outside `vocab`


def read_tokenizer(
    model: Path, *, length: int, vocab_size: int, part: str = "tokenizer"
) -> Tokenizer:
    """Read the tokenizer of a model folder for a text encoder of `length` tokens and `vocab_size` ids.

    `part` "": its files lie in the folder itself.

    Raises `ModelIncomplete`, `FileUnreadable`, `ConfigInvalid`.
    """
    whole = inside(model, _in(part, JOINED)).exists()
    parts = _read_joined(model, part) if whole else _read_pair(model, part)
    config = _optional(model, _in(part, "tokenizer_config.json"))
    marks = _optional(model, _in(part, "special_tokens_map.json"))
    parts.added |= _extra_tokens(model, part, config)
    if len(parts.added) > ADDED_MAX:
        raise ConfigInvalid(parts.source, "added_tokens", len(parts.added), f"at most {ADDED_MAX}")
    known = {**parts.vocab, **parts.added}
    for name, index in known.items():
        if index >= vocab_size:
            raise ConfigInvalid(parts.source, name, index, f"less than {vocab_size}")
    ids = {}
    for key, default in (("bos_token", START), ("eos_token", END), ("pad_token", END)):
        name = _content(marks.get(key), _content(config.get(key), default))  # the map wins
        if name not in known:
            raise ConfigInvalid(parts.source, key, name, "a token of the vocabulary")
        ids[key] = known[name]
    return Tokenizer(
        parts.vocab,
        parts.merges,
        pad_id=ids["pad_token"],
        start_id=ids["bos_token"],
        end_id=ids["eos_token"],
        length=_length(config, length, str(model / part / "tokenizer_config.json")),
        added=parts.added,
    )


def write_tokenizer(folder: Path, tokenizer: Tokenizer) -> None:
    """Write the older form, which every version of transformers reads."""
    store.write_json(folder / "vocab.json", tokenizer.vocab)
    lines = ["#version: 0.2", *(f"{a} {b}" for a, b in tokenizer.merges)]
    store.write_text(folder / "merges.txt", "\n".join(lines) + "\n")
    extra = {name: i for name, i in tokenizer.special.items() if name not in tokenizer.vocab}
    if extra:
        store.write_json(folder / "added_tokens.json", extra)
    names = {index: name for name, index in tokenizer.special.items()}
    marks = {
        "bos_token": names[tokenizer.start_id],
        "eos_token": names[tokenizer.end_id],
        "pad_token": names[tokenizer.pad_id],
        "unk_token": names[tokenizer.end_id],
    }
    store.write_json(folder / "special_tokens_map.json", marks)
    config = {"model_max_length": tokenizer.length, "tokenizer_class": "CLIPTokenizer", **marks}
    store.write_json(folder / "tokenizer_config.json", config)


def merge_pairs(text: str) -> list[list[str]]:
    """The lines of a merges.txt, each cut at its spaces. Whether each is a pair is not checked here."""
    lines = text.replace("\r\n", "\n").split("\n")
    return [line.split(" ") for line in lines if line and not line.startswith("#version")]


def _in(part: str, name: str) -> str:
    """A file's name in the model folder."""
    return f"{part}/{name}" if part else name


def _read_pair(model: Path, part: str) -> _Parts:
    source = str(model / part / "vocab.json")
    vocab = _check_vocab(source, read_json(model, _in(part, "vocab.json"), VOCABULARY_BYTES))
    pairs = merge_pairs(read_text(model, _in(part, "merges.txt"), VOCABULARY_BYTES))
    return _Parts(source, vocab, _check_merges(str(model / part / "merges.txt"), pairs, vocab), {})


def _read_joined(model: Path, part: str) -> _Parts:
    source = str(model / part / JOINED)
    data = read_json(model, _in(part, JOINED), VOCABULARY_BYTES)
    bpe, added = data.get("model"), data.get("added_tokens") or []
    if not isinstance(bpe, dict) or bpe.get("type", "BPE") != "BPE":
        raise ConfigInvalid(source, "model.type", None, "BPE")
    vocab = _check_vocab(source, bpe.get("vocab"))
    pairs = bpe.get("merges")
    if not isinstance(pairs, list):
        raise ConfigInvalid(source, "model.merges", None, "a list")
    pairs = [pair.split(" ") if isinstance(pair, str) else pair for pair in pairs]
    if not isinstance(added, list) or not all(isinstance(token, dict) for token in added):
        raise ConfigInvalid(source, "added_tokens", None, "a list of objects")
    named = _check_vocab(source, {str(t.get("content")): t.get("id") for t in added})
    return _Parts(source, vocab, _check_merges(source, pairs, vocab), named)


def _check_vocab(path: str, vocab: Any) -> dict[str, int]:
    """Texts to distinct ids."""
    if not isinstance(vocab, dict):
        raise ConfigInvalid(path, "vocab", None, "an object")
    if len(vocab) > ENTRIES_MAX:
        raise ConfigInvalid(path, "vocab", len(vocab), f"at most {ENTRIES_MAX} entries")
    for name, index in vocab.items():
        if not 0 < len(name) <= PIECE_MAX:
            raise ConfigInvalid(path, name[:80], len(name), f"1 to {PIECE_MAX} characters")
        if type(index) is not int or not 0 <= index < ENTRIES_MAX:
            raise ConfigInvalid(path, name, index, f"a whole number below {ENTRIES_MAX}")
    if len(set(vocab.values())) != len(vocab):
        raise ConfigInvalid(path, "vocab", None, "a different number for each token")
    return vocab


def _check_merges(path: str, pairs: list[Any], vocab: Mapping[str, int]) -> list[tuple[str, str]]:
    """Pairs whose parts and result the vocabulary holds."""
    if len(pairs) > ENTRIES_MAX:
        raise ConfigInvalid(path, "merges", len(pairs), f"at most {ENTRIES_MAX} entries")
    merges = []
    for number, pair in enumerate(pairs):
        left, right = pair if isinstance(pair, list) and len(pair) == 2 else (None, None)
        if type(left) is not str or type(right) is not str:
            raise ConfigInvalid(path, f"merges[{number}]", None, "two tokens")
        if left not in vocab or right not in vocab or left + right not in vocab:
            raise ConfigInvalid(
                path,
                f"merges[{number}]",
                f"{left} {right}"[:80],
                "of tokens of the vocabulary",
            )
        merges.append((left, right))
    return merges


def _extra_tokens(model: Path, part: str, config: Mapping[str, Any]) -> dict[str, int]:
    """Tokens that were added to an older folder later on, from the two places that list them."""
    listed = config.get("added_tokens_decoder") or {}
    if not isinstance(listed, dict) or not all(
        isinstance(token, dict) and index.isdecimal() and len(index) < NUMBER_DIGITS
        for index, token in listed.items()
    ):
        path = str(model / part / "tokenizer_config.json")
        raise ConfigInvalid(path, "added_tokens_decoder", None, "tokens by number")
    decoded = {str(token.get("content")): int(index) for index, token in listed.items()}
    extra = _optional(model, _in(part, "added_tokens.json"))
    return _check_vocab(str(model / part / "added_tokens.json"), {**decoded, **extra})


def _optional(model: Path, name: str) -> dict[str, Any]:
    return read_json(model, name) if inside(model, name).exists() else {}


def _content(value: Any, default: str) -> str:
    """A token is written as its text or as an object that has it as `content`."""
    if isinstance(value, dict):
        value = value.get("content")
    return value if isinstance(value, str) else default


def _length(config: Mapping[str, Any], limit: int, path: str) -> int:
    """Tokens of a prompt: the file's, or where it names none (or an absurd number) the encoder's."""
    value = config.get("model_max_length")
    if value is None or (isinstance(value, (int, float)) and value > limit):
        return limit
    if type(value) is not int or value < LENGTH_MIN:
        raise ConfigInvalid(path, "model_max_length", value, f"between {LENGTH_MIN} and {limit}")
    return value
