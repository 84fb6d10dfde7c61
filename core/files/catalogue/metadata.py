"""What a safetensors file says of itself for people: modelspec's keys, and those of kohya's trainers (`ss_`).

The metadata are a stranger's texts: they come out plain, short and few, and what is no text is nothing.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress

from core.files.plain_text import plain

TITLE_MAX, TEXT_MAX = 120, 600  # characters
TRIGGERS_MAX, TAGS_MAX = 30, 20
JSON_MAX = 4 * 2**20  # characters of a text that is read as JSON


def title(metadata: Mapping[str, str]) -> str:
    """What whoever made it calls it."""
    return _first(metadata, ("modelspec.title", "ss_output_name"), TITLE_MAX)


def author(metadata: Mapping[str, str]) -> str:
    return _first(metadata, ("modelspec.author",), TITLE_MAX)


def licence(metadata: Mapping[str, str]) -> str:
    return _first(metadata, ("modelspec.license",), TITLE_MAX)


def description(metadata: Mapping[str, str]) -> str:
    names = ("modelspec.description", "modelspec.usage_hint", "ss_training_comment")
    return _first(metadata, names, TEXT_MAX)


def triggers(metadata: Mapping[str, str]) -> tuple[str, ...]:
    """The words that call up what it was taught."""
    return words([metadata.get("modelspec.trigger_phrase", "")], TRIGGERS_MAX)


def tags(metadata: Mapping[str, str]) -> tuple[str, ...]:
    """The commonest tags of the training pictures, over all folders of pictures together."""
    counts: Counter[str] = Counter()
    for folder in _object(metadata.get("ss_tag_frequency", "")).values():
        for tag, count in folder.items() if isinstance(folder, dict) else ():
            if isinstance(count, int) and isinstance(tag, str) and 0 < count < 10**9:
                counts[tag.strip()] += count
    return words((tag for tag, _count in counts.most_common(TAGS_MAX)), TAGS_MAX)


def words(texts: Iterable[object], most: int) -> tuple[str, ...]:
    """At most `most` different texts, plain and short; what is no text is left out."""
    shown = (plain(text, TITLE_MAX) for text in texts if isinstance(text, str))
    return tuple(dict.fromkeys(filter(None, shown)))[:most]


def _first(metadata: Mapping[str, str], names: Iterable[str], limit: int) -> str:
    found = (plain(metadata.get(name, ""), limit) for name in names)
    return next((text for text in found if text and text.lower() not in ("none", "null")), "")


def _object(text: str) -> dict[str, object]:
    with suppress(ValueError, RecursionError):
        data = json.loads(text) if 0 < len(text) <= JSON_MAX else None
        if isinstance(data, dict):
            return data
    return {}
