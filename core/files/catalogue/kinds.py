"""What kinds of things the library tells apart."""

from __future__ import annotations

from typing import Literal

# "other": weights that are known to be something else, or nothing that is known.
Kind = Literal["model", "vae", "lora", "embedding", "other"]
KINDS: tuple[Kind, ...] = ("model", "vae", "lora", "embedding", "other")
