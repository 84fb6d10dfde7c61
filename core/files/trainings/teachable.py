"""Which models can be taught anything, from what is known of them without reading a weight."""

from __future__ import annotations

from typing import Literal

from core.files.models.library import ModelInfo

# inpaint: it paints into masks, and wants one · told_guidance: it was made for a few steps, and is told its
# guidance as a number, which no photo has
Obstacle = Literal["inpaint", "told_guidance"]


def obstacle(info: ModelInfo) -> Obstacle | None:
    """Why it cannot be taught; None where it can."""
    if info.kind == "inpaint":
        return "inpaint"
    return "told_guidance" if info.is_told_guidance else None
