"""Which word painted what: the attention maps of a recorded picture, by word, over chosen steps and stages.

A map tells where a word was looked up, not where it changed the picture. Start and end tokens take most
of the attention; shares are among words unless all are counted.

Axes: G groups of tokens, W words, h and w latent cells, H and W pixels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from torch import Tensor

from core.contract.errors import InvalidValue
from core.explain.recording import Recording
from core.insight.attention_maps import averaged
from core.insight.tokens import Token, words_of

UP = "up_blocks."  # stages on the way up: they put the picture together, after what was found on the way down
DARK = 0.25  # brightness where a word was not looked up


@dataclass(frozen=True)
class Choice:
    """Which maps are averaged."""

    told: int = 0  # number of the text in the trace; 0 is the prompt, or the first of several
    first: int = 0  # steps, both included
    last: int | None = None  # None: the last there is
    stages: tuple[str, ...] = ()  # of the U-Net, by the names in its parameters; empty: the way up


@dataclass(frozen=True, eq=False)
class WordMaps:
    """The maps of one text, averaged as chosen."""

    tokens: tuple[Token, ...]  # G of them
    all: Tensor  # (G,h,w); over G each cell sums to 1

    @property
    def words(self) -> tuple[str, ...]:
        """The words that were written, in their order; one that comes twice is there twice."""
        return tuple(word for word, _ in words_of(self.tokens))

    @property
    def by_word(self) -> Tensor:
        """(W,h,w): each word's share of all attention, its pieces added up."""
        rows = [self.all[list(groups)].sum(0) for _, groups in words_of(self.tokens)]
        return torch.stack(rows) if rows else self.all[:0]

    @property
    def among_words(self) -> Tensor:
        """(W,h,w): each word's share of what the words get; over W each cell sums to 1."""
        by_word = self.by_word
        return by_word / by_word.sum(0).clamp_min(torch.finfo(torch.float32).tiny)

    def figures(self) -> dict[str, Any]:
        """Mean share of every group, and of every word among words."""
        means = self.all.mean((1, 2)).tolist()
        shares = self.among_words.mean((1, 2)).tolist()
        return {
            "tokens": [
                {"text": token.text, "kind": token.kind, "word": token.word, "share": mean}
                for token, mean in zip(self.tokens, means, strict=True)
            ],
            "sum": sum(means),
            "words": [
                {"text": word, "share": share}
                for word, share in zip(self.words, shares, strict=True)
            ],
        }


def texts_of(run: Recording) -> tuple[int, ...]:
    """Numbers of the texts whose maps were recorded: those that somebody wrote."""
    return tuple(dict.fromkeys(maps.told for maps in run.trace.maps))


def stages_of(run: Recording) -> tuple[tuple[str, int, int], ...]:
    """Each stage that was heard, with its h and w, from the first to the last."""
    maps = run.trace.maps
    if not maps:
        return ()
    return tuple((name, *each.shape[1:]) for name, each in maps[0].stages.items())


def word_maps(run: Recording, choice: Choice | None = None) -> WordMaps:
    """Raises `InvalidValue` where no such map was recorded."""
    choice = choice or Choice()
    known = texts_of(run)
    if choice.told not in known:
        numbers = ", ".join(map(str, known)) or "none: record it with maps"
        raise InvalidValue("told", choice.told, f"the number of a text with maps ({numbers})")
    last = len(run.trace.levels) - 1 if choice.last is None else choice.last
    chosen = [
        maps
        for maps in run.trace.maps
        if maps.told == choice.told and maps.last >= choice.first and maps.first <= last
    ]
    if not chosen:
        raise InvalidValue("steps", f"{choice.first} to {last}", "steps that were recorded")
    stages = _known(choice.stages, tuple(chosen[0].stages))
    means = {
        stage: torch.stack([maps.stages[stage] for maps in chosen]).mean(0) for stage in stages
    }
    return WordMaps(run.trace.told[choice.told].tokens, averaged(means, run.cells))


def overlay(picture: Image.Image, share: Tensor) -> Image.Image:
    """`picture` as bright as a word's map (h,w) is strong, the rest darkened to a quarter."""
    size = (picture.height, picture.width)
    large = F.interpolate(share[None, None], size, mode="bilinear", align_corners=False)[0, 0]
    low, high = float(large.min()), float(large.max())
    strength = (large - low) / max(high - low, 1e-12)
    bright = (DARK + (1 - DARK) * strength)[..., None].numpy()  # (H,W,1)
    return Image.fromarray((np.asarray(picture) * bright).round().astype(np.uint8))


def _known(wanted: Sequence[str], stages: Sequence[str]) -> Sequence[str]:
    unknown = [name for name in wanted if name not in stages]
    if unknown:
        raise InvalidValue("stages", unknown[0], f"among {', '.join(stages)}")
    return wanted or [name for name in stages if name.startswith(UP)] or stages
