"""`<lora:name:0.8>`: a LoRA named in the prompt. Which file that is, is found elsewhere.

As A1111 has it, the second number is the U-Net's where it differs from the text encoders':
`<lora:name:text:unet>`, also by name, `<lora:name:te=0.5:unet=1>`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.contract.errors import InvalidValue
from core.prompt.choices import without_comments
from core.prompt.numbers import NUMBER

TAG = re.compile(r"<(lora|lyco|hypernet):([^<>]*)>")
_EXPECTED = "<lora:name:weight> or <lora:name:text weight:picture weight>"


@dataclass(frozen=True)
class LoraTag:
    """A LoRA and its weights; 1 is its full strength."""

    name: str
    unet: float = 1.0
    te: float | None = None  # of the text encoders; None: the same as `unet`


def take_loras(text: str) -> tuple[str, tuple[LoraTag, ...]]:
    """The text without the tags, and the tags in their order.

    Raises `InvalidValue` for a tag without name, with a weight that is no number, or of a hypernetwork.
    """
    tags = tuple(_tag(match) for match in TAG.finditer(text))
    return TAG.sub("", text), tags


def names_loras(template: str) -> bool:
    """Whether some are named, before any choice is made."""
    return TAG.search(without_comments(template)) is not None


def _tag(match: re.Match[str]) -> LoraTag:
    if match[1] == "hypernet":
        raise InvalidValue(
            "prompt", match[0], "without <hypernet:…>, since hypernetworks are not supported"
        )
    name, *values = (part.strip() for part in match[2].split(":"))
    given: dict[str, float] = {}
    for key, value in zip(("te", "unet"), values, strict=False):
        named, equals, number = value.partition("=")
        given[named.strip() if equals else key] = _number(number if equals else value, match[0])
    if not name or len(values) > 2 or not given.keys() <= {"te", "unet"}:
        raise InvalidValue("prompt", match[0], _EXPECTED)
    unet = given.get("unet", given.get("te", 1.0))
    te = given.get("te", 1.0)
    return LoraTag(name, unet, None if te == unet else te)


def _number(text: str, tag: str) -> float:
    if not re.fullmatch(rf"\s*{NUMBER}\s*", text, re.ASCII):
        raise InvalidValue("prompt", tag, _EXPECTED)
    return float(text)
