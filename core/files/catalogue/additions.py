"""Entries of what goes with a model: LoRAs, embeddings, VAEs; and of weights that are something else.

Which of them a file is, its header tells; the folder it lies in only decides where the header leaves a doubt.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from core.contract.addition_errors import AdditionRefused
from core.contract.errors import ModelUnsupported
from core.files.catalogue.entry import Entry, Problem
from core.files.models.embedding_info import embedding_info
from core.files.models.headers import Header
from core.files.models.lora_info import addition_name, lora_info
from core.files.models.lora_keys import is_lora
from core.files.models.single_kinds import is_vae
from core.files.plain_text import plain

NAME_MAX = 160  # characters


def addition(bare: Entry, header: Header, error: ModelUnsupported) -> Entry:
    """The entry of a file whose header is that of no whole model; `error` says what it looks like."""
    path = Path(bare.path)
    if is_vae({name: info.shape for name, info in header.tensors.items()}):
        return replace(bare, kind="vae")
    try:
        if is_lora(header.tensors):
            return _lora(_named(bare, path), header, path)
        if bare.kind == "embedding" or _looks_like_words(header):
            return _embedding(_named(bare, path), header, path)
    except AdditionRefused as refused:
        return replace(bare, problem=Problem.of(refused))
    return replace(bare, kind="other", problem=Problem.of(error))


def _lora(bare: Entry, header: Header, path: Path) -> Entry:
    info = lora_info(path, header)
    found = replace(
        bare,
        kind="lora",
        family=info.family,
        variants=info.kinds,
        rank=info.ranks[1] if info.ranks is not None else 0,
    )
    if info.foreign is None:
        return found
    what = ModelUnsupported(str(path), f"a LoRA for {info.foreign}")
    return replace(found, problem=Problem.of(what))


def _embedding(bare: Entry, header: Header, path: Path) -> Entry:
    info = embedding_info(path, header)
    triggers = tuple(dict.fromkeys((plain(info.name, NAME_MAX), *bare.card.triggers)))
    card = replace(bare.card, triggers=triggers)  # an embedding's name is its word
    return replace(bare, kind="embedding", family=info.family, vectors=info.vectors, card=card)


def _looks_like_words(header: Header) -> bool:
    """Whether it can hardly be anything else: a few rows as wide as the words of some family."""
    try:
        return embedding_info(Path(), header).family is not None
    except AdditionRefused:
        return False


def _named(bare: Entry, path: Path) -> Entry:
    """By the name that a prompt or `--lora` gives it: a training's folder names the file in it."""
    return replace(bare, name=plain(addition_name(path), NAME_MAX))
