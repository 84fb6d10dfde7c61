"""A request that was found sound: everything that is known of it before a model is loaded."""

from __future__ import annotations

from dataclasses import dataclass

from core.contract.request import GenerationRequest
from core.files.models.library import ModelInfo
from core.generation import additions, plan
from core.generation.footprint import Picture
from core.generation.masking import Start, read_start
from core.generation.output import Output
from core.generation.picture_words import PictureWords, picture_words


@dataclass(frozen=True)
class Work:
    """What is to be drawn, with which words and files, from what, and where it goes."""

    info: ModelInfo
    plan: plan.ResolvedRequest
    words: tuple[PictureWords, ...]
    added: additions.Additions
    output: Output
    start: Start | None

    @staticmethod
    def of(request: GenerationRequest, info: ModelInfo) -> Work:
        """Raises `InvalidValue` and the errors of pictures, additions and output places; nothing is written."""
        settled = plan.resolve(request, info)
        words = picture_words(request)
        added = additions.resolve(request, words, info)
        output = Output.of(request)
        output.check()
        return Work(info, settled, words, added, output, read_start(settled))

    def picture(self) -> Picture:
        """As the memory plan counts it."""
        prompts = max(len(words.prompt.tolds) for words in self.words)
        return Picture.of(self.plan, prompts=prompts, loras=bool(self.added.loras))
