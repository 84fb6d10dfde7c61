"""How a prompt names a LoRA or an embedding of the library. It knows texts alone."""

from __future__ import annotations

from pathlib import Path

from core.files.catalogue.entry import Entry
from core.files.lora_info import addition_name
from core.prompt.emphasis import escaped

NOT_IN_TAGS = "<>:\n"  # these end a tag's name


def text_for(entry: Entry) -> str:
    """`<lora:name:1>`, or the word of an embedding; "" where no prompt can name it."""
    name = addition_name(Path(entry.path))
    if not name.isprintable() or "\ufffd" in name:  # not as it is on the disk
        return ""
    if entry.kind == "embedding":
        return escaped(name)
    has_end = any(character in name for character in NOT_IN_TAGS) or name != name.strip()
    return "" if entry.kind != "lora" or has_end else f"<lora:{name}:1>"


def added(prompt: str, text: str) -> str:
    """The prompt with `text` at its end, once."""
    before = prompt.strip().rstrip(",")
    if text in prompt:
        return prompt
    return f"{before}, {text}" if before else text
