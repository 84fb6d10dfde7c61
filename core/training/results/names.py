"""What a result is called: a name that a file can have on every system, with a temporary ending behind it."""

from __future__ import annotations

import re

from core.contract.teaching import (
    DreamBoothConfig,
    EmbeddingConfig,
    FinetuneConfig,
    TeachConfig,
)

LONGEST = 100  # bytes in UTF-8; some encrypted disks take 143 for a name and its ending
_NO_NAME = re.compile(r'[\\/:*?"<>|\s]+')


def result_name(config: TeachConfig) -> str:
    """What the file or folder of weights is called; of a new word so the word in a prompt, where nothing else is said."""
    if isinstance(config, EmbeddingConfig):
        return file_name(config.name or config.token) or "word"
    found = file_name(config.name or trigger(config))
    return found or ("subject" if isinstance(config, DreamBoothConfig) else "finetune")


def file_name(text: str, longest: int = LONGEST) -> str:
    """What of a text a file can be called by, in at most `longest` bytes; perhaps nothing."""
    plain = _NO_NAME.sub("-", text).strip("-.")
    return plain.encode()[:longest].decode(errors="ignore").rstrip("-.")


def trigger(config: TeachConfig) -> str:
    """The words that call up what was taught; "" where there are none."""
    match config:
        case DreamBoothConfig():
            return f"{config.token} {config.class_noun}"
        case FinetuneConfig():
            return config.trigger
        case EmbeddingConfig():
            return config.token
    return ""
