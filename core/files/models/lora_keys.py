"""The names of tensors in LoRA files, whoever wrote them: which layer, and what it is of that layer's change.

Known are the endings of kohya's scripts and LyCORIS, of diffusers (also of before 0.18) and of peft. The
layer's own name stays as the file has it; `core/checkpoints/lora_names.py` finds it in a network.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple, get_args

Role = Literal[
    "down",
    "up",
    "mid",
    "alpha",
    "magnitude",  # peft's DoRA: lengths of the rows
    "dora_scale",  # kohya's and LyCORIS' DoRA: lengths of rows or of columns
    "diff",
    "diff_b",
    "hada_w1_a",
    "hada_w1_b",
    "hada_w2_a",
    "hada_w2_b",
    "hada_t1",
    "hada_t2",
    "lokr_w1",
    "lokr_w1_a",
    "lokr_w1_b",
    "lokr_w2",
    "lokr_w2_a",
    "lokr_w2_b",
    "lokr_t2",
]


class Key(NamedTuple):
    """A tensor's name, taken apart."""

    layer: str
    role: Role


_PAIRS: dict[str, Role] = {"down": "down", "up": "up", "A": "down", "B": "up", "mid": "mid"}
# Endings that are their own role.
_PLAIN: dict[str, Role] = {
    role: role for role in get_args(Role) if role not in ("down", "up", "mid", "magnitude")
}
# "default" stands for the name that a training gave to its set of weights.
_LETTER = re.compile(r"(.+)\.lora_([AB])(?:\.[\w-]+)?\.weight")
_MAGNITUDE = re.compile(r"(.+)\.lora_magnitude_vector(?:\.[\w-]+)?")
# diffusers before 0.18 named a layer of attention by the processor that replaced its own.
_PROCESSOR = re.compile(r"(.+?)(?:\.processor)?\.to_(q|k|v|out)_lora\.(down|up)\.weight")
# What changes a layer in ways that are not known here → what people call it.
_OTHERS = (
    (re.compile(r"\.(?:oft_blocks|oft_diag|oft_R\..*|oft_r\..*)$"), "an OFT"),
    (re.compile(r"\.(?:a1|a2|b1|b2|bm)\.weight$"), "a GLoRA"),
    (re.compile(r"\.(?:on_input|ia3_l.*)$"), "an (IA)³"),
    (re.compile(r"\.lora_E(?:\.|$)"), "an AdaLoRA"),
    (re.compile(r"^hypernet|^\d{3,4}\.\d\.linear"), "a hypernetwork"),
)


def parse(name: str) -> Key | None:
    """The parts of a tensor's name; None where it is not one of a LoRA's."""
    old = _PROCESSOR.fullmatch(name)
    if old is not None:
        leaf = "out.0" if old[2] == "out" else old[2]
        return Key(f"{old[1]}.to_{leaf}", _PAIRS[old[3]])
    magnitude = _MAGNITUDE.fullmatch(name)
    if magnitude is not None:
        return Key(magnitude[1], "magnitude")
    letter = _LETTER.fullmatch(name)
    if letter is not None:
        return Key(letter[1], _PAIRS[letter[2]])
    layer, _, leaf = name.rpartition(".")
    if layer and leaf in _PLAIN:
        return Key(layer, _PLAIN[leaf])
    return _pair(name)


def is_lora(names: Iterable[str]) -> bool:
    """Whether these are the tensors of a LoRA of any known kind."""
    return any(key.role not in ("alpha", "diff_b") for name in names if (key := parse(name)))


def other_kind(names: Iterable[str]) -> str | None:
    """What a file is that changes layers in a way not known here, if it is one."""
    for name in names:
        for pattern, title in _OTHERS:
            if pattern.search(name):
                return title
    return None


def _pair(name: str) -> Key | None:
    """`….lora_down.weight` of kohya, `….lora.down.weight` and `….lora_linear_layer.down.weight` of diffusers."""
    for middle in (".lora_", ".lora.", ".lora_linear_layer."):
        layer, found, leaf = name.rpartition(middle)
        word = leaf.removesuffix(".weight")
        if layer and found and word != leaf and word in ("down", "up", "mid"):
            return Key(layer, _PAIRS[word])
    return None
