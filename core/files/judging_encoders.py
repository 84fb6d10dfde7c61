"""The encoders on the model hub that taught models are judged with, and where they lie once fetched."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class JudgingEncoder:
    """A repository, and its folder within the models folder."""

    repo: str
    megabytes: int  # about, to tell a person before

    @property
    def folder(self) -> str:
        return self.repo.partition("/")[2]


CLIP = JudgingEncoder("openai/clip-vit-base-patch32", 605)  # pictures beside sentences
DINO = JudgingEncoder("facebook/dino-vits16", 87)  # pictures beside pictures
ALL = (CLIP, DINO)
