"""What the pictures of a class are asked for, and what they are called when a training shows them."""

from __future__ import annotations

from pathlib import Path

from core.training.fidelity.probes import known_colours, with_article


def class_prompts(model: Path, class_prompt: str) -> tuple[str, ...]:
    """The class alone, and on each ground that the model says it knows, whose words would change unseen else.

    The photos show some grounds only. A model that names none is asked for the class alone, as Ruiz et al. do:
    one that learned from photographs puts it into another scene each time.
    """
    grounds = (f"{with_article(colour)} background" for colour in known_colours(model))
    return (class_prompt, *(f"{class_prompt} on {ground}" for ground in grounds))
