"""How the files of a training's folder are called: shared by who trains and by who only looks."""

from __future__ import annotations

from pathlib import Path

CONFIG, LOG = "config.toml", "log.jsonl"
RESULT = "result"  # the finished model, where it is a folder
ASKED = "asked.json"  # what the rows of a judged sheet were asked for: a list of sentences
SO_FAR = "so-far"  # what is learned so far, see `core/training/so_far.py`
# There while another step becomes the result, see `core/training/taking.py`
TAKING = "taking.json"


def strengths_name(step: int) -> str:
    """Of a picture among the samples: the result of that step at each of `STRENGTHS`, side by side."""
    return f"strengths-{step:06d}.png"


def is_begun(folder: Path) -> bool:
    """Whether a training wrote its settings there, so that it can go on."""
    return (folder / CONFIG).is_file()
