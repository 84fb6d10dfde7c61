"""The words of one picture → what the network is told in each of its steps.

A text is encoded once, however many steps or pictures say it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import torch

from core.contract.errors import InvalidValue
from core.diffusion.composition import Guide
from core.diffusion.conditioning import Conditioning
from core.generation.bundle import ModelBundle
from core.generation.picture_words import PictureWords
from core.generation.plan import ResolvedRequest
from core.generation.words import Encoded, Words, encode_words

Said: TypeAlias = tuple[Words, Conditioning]  # a text, and what the network is told for it


@dataclass(frozen=True, eq=False)
class Telling:
    """What the network is told in one picture."""

    guides: tuple[Guide, ...]  # one for each step; steps that say the same have the very same
    prompts: tuple[Said, ...]  # every text that is said in some step, once
    negatives: tuple[Said, ...]  # likewise; zeros go by the empty text


def tell(
    bundle: ModelBundle,
    plan: ResolvedRequest,
    words: PictureWords,
    steps: int,
    encoded: Encoded | None = None,
) -> Telling:
    """The words of a picture of which `steps` run.

    A missing negative is the empty text, or zeros where the model says so. Clip-skip is the prompt's
    alone: all as in diffusers. `encoded` keeps what these encoders gave for the next picture.

    Raises `InvalidValue` for a `clip_skip` beyond the first layer, and for prompts joined by AND that
    come to nothing.
    """
    says = [_step(bundle, plan, words, step, steps) for step in range(1, steps + 1)]
    texts = list(dict.fromkeys(text for said in says for text in said.texts()))
    bundle.hold("text")
    told = encode_words(bundle.readers, texts, bundle.device, encoded)
    sized = (_sized(each, bundle, plan) for each in told)
    known = dict(zip(texts, sized, strict=True))
    made = {said: _guide(said, known, plan) for said in dict.fromkeys(says)}
    prompts: dict[Words, Conditioning] = {}
    negatives: dict[Words, Conditioning] = {}
    for said, guide in made.items():
        prompts |= dict(zip(said.prompts, guide.conds, strict=True))
        if guide.uncond is not None:
            negatives[said.negative or Words("")] = guide.uncond
    guides = tuple(made[said] for said in says)
    return Telling(guides, tuple(prompts.items()), tuple(negatives.items()))


class Teller:
    """Tells of picture after picture; what the last ones said need not be encoded again."""

    def __init__(
        self,
        bundle: ModelBundle,
        plan: ResolvedRequest,
        words: Sequence[PictureWords],  # of each picture
        steps: int,
    ) -> None:
        self.plan = plan
        self._bundle, self._words, self._steps = bundle, words, steps
        self._encoded: Encoded = {}
        self._last: tuple[PictureWords, Telling] | None = None

    def has_told(self, index: int) -> bool:
        """Whether picture `index` says what was told last."""
        return self._last is not None and self._last[0] == self._words[index]

    def told(self, index: int) -> Telling:
        """What the network is told in picture `index`. Raises as `tell`."""
        words = self._words[index]
        if self._last is None or self._last[0] != words:
            told = tell(self._bundle, self.plan, words, self._steps, self._encoded)
            self._last = (words, told)
        return self._last[1]


@dataclass(frozen=True)
class _Step:
    """The texts of one step."""

    prompts: tuple[Words, ...]
    weights: tuple[float, ...]
    negative: Words | None  # None: zeros, or the pass is left out

    def texts(self) -> Iterator[Words]:
        yield from self.prompts
        if self.negative is not None:
            yield self.negative


def _step(
    bundle: ModelBundle, plan: ResolvedRequest, words: PictureWords, step: int, steps: int
) -> _Step:
    prompt, negative = words.prompt, words.negative
    parts = prompt.at(step, steps)
    prompts = tuple(Words(part.text, plan.clip_skip, prompt.is_plain) for part in parts)
    without = None
    if plan.uses_negative and negative is not None:
        (part,) = negative.at(step, steps)
        without = Words(part.text, is_plain=negative.is_plain)
    elif plan.uses_negative and not bundle.force_zeros:
        without = Words("")
    return _Step(prompts, tuple(part.weight for part in parts), without)


def _guide(said: _Step, known: dict[Words, Conditioning], plan: ResolvedRequest) -> Guide:
    conds = tuple(known[text] for text in said.prompts)
    if not plan.uses_negative:
        if len(conds) > 1 and sum(said.weights) <= 0:
            expected = "weights with a sum above 0 where guidance is 1"
            raise InvalidValue("prompt", f"AND with a sum of {sum(said.weights):g}", expected)
        return Guide(conds, None, said.weights)
    uncond = conds[0].silenced() if said.negative is None else known[said.negative]
    return Guide(conds, uncond, said.weights)


def _sized(told: Conditioning, bundle: ModelBundle, plan: ResolvedRequest) -> Conditioning:
    """The words, and for SDXL that the picture was born at its size and not cropped."""
    if not bundle.is_xl:
        return told
    size = (plan.height, plan.width)
    return told.sized(torch.tensor([[*size, 0, 0, *size]], device=bundle.device))
