"""What other programs have laid beside a model under its name: notes with trigger words, a model card.

`.civitai.info` (Civitai's API), `.cm-info.json` (Stability Matrix) and `.json` (A1111's notes) are read as
data within limits. A broken one is as none: it is not the model that is broken.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from core.contract.errors import ReverieError
from core.files.catalogue.entry import Card
from core.files.catalogue.metadata import TEXT_MAX, TITLE_MAX, TRIGGERS_MAX, words
from core.files.catalogue.walk import CARD_FILE, NOTES, PICTURES
from core.files.plain_text import plain
from core.files.plain_yaml import read_yaml
from core.files.reading import opened

NOTES_BYTES = 2**20
HEAD_BYTES = 2**16  # of a model card
_TRIGGERS = ("trainedwords", "activation text", "instance_prompt")  # the last one: diffusers' cards
_DESCRIPTIONS = ("description", "modeldescription")
_TAG = re.compile(r"<[^>]{0,200}>")


def card_beside(beside: Mapping[str, Path]) -> Card:
    """All that lies beside a file or in a folder, as one card; empty fields where nothing is said."""
    notes = [_notes(beside[ending]) for ending in NOTES if ending in beside]
    card = _model_card(beside[CARD_FILE]) if CARD_FILE in beside else {}
    found = [text for data in (*notes, card) for text in _triggers(data)]
    titles = [_title(data) for data in notes]
    described = [_text(data, _DESCRIPTIONS) for data in notes]
    return Card(
        title=next(filter(None, titles), ""),
        licence=_line(card.get("license_name"), TITLE_MAX) or _line(card.get("license"), TITLE_MAX),
        description=next(filter(None, described), ""),
        triggers=words(found, TRIGGERS_MAX),
        picture=next((str(beside[ending]) for ending in PICTURES if ending in beside), ""),
    )


def _notes(path: Path) -> dict[str, Any]:
    with suppress(ReverieError, ValueError, RecursionError):
        with opened(path) as file:
            raw = file.read(NOTES_BYTES + 1)
        data = json.loads(raw) if len(raw) <= NOTES_BYTES else None
        if isinstance(data, dict):
            return {str(key).lower(): value for key, value in data.items()}
    return {}


def _model_card(path: Path) -> dict[str, Any]:
    """The YAML at the head of a model card (Hugging Face's README.md)."""
    with suppress(ReverieError, ValueError):
        with opened(path) as file:
            front = _front_matter(file.read(HEAD_BYTES))
        data = read_yaml(front) if front is not None else None
        if isinstance(data, dict):
            return data
    return {}


def _front_matter(head: bytes) -> bytes | None:
    """What lies between a first line and a later one of three hyphens, None where there is no such."""
    lines = head.replace(b"\r\n", b"\n").split(b"\n")
    marks = [n for n, line in enumerate(lines) if line.rstrip() == b"---"]
    return b"\n".join(lines[1 : marks[1]]) if marks[:1] == [0] and len(marks) > 1 else None


def _triggers(data: Mapping[str, Any]) -> Iterator[str]:
    for name in _TRIGGERS:
        value = data.get(name)
        for text in value if isinstance(value, list) else [value]:
            if isinstance(text, str):
                yield text.strip().strip(",")


def _title(data: Mapping[str, Any]) -> str:
    """Civitai's name of the model, with the name of its version."""
    model, version = data.get("model"), _line(data.get("name"), TITLE_MAX)
    name = _line(model.get("name") if isinstance(model, dict) else None, TITLE_MAX)
    name = name or _line(data.get("modelname"), TITLE_MAX)
    return f"{name} · {version}" if name and version and version != name else name


def _text(data: Mapping[str, Any], names: tuple[str, ...]) -> str:
    found = (data.get(name) for name in names)
    text = next((value for value in found if isinstance(value, str) and value.strip()), "")
    return plain(_TAG.sub(" ", text[: 20 * TEXT_MAX]), TEXT_MAX)  # Civitai's are HTML


def _line(value: object, limit: int) -> str:
    return plain(value, limit) if isinstance(value, str) else ""
