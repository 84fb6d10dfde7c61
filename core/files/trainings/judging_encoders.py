"""The encoders on the model hub that taught models are judged with, and where they lie once fetched."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from core.files import folders

OWN = "image_encoder"  # the folder of a model that brings its own


@dataclass(frozen=True)
class JudgingEncoder:
    """A repository, and its folder within the models folder."""

    repo: str
    title: str
    megabytes: int  # about, to tell a person before

    @property
    def folder(self) -> str:
        return self.repo.partition("/")[2]

    @property
    def is_there(self) -> bool:
        return (folders.models() / self.folder).is_dir()


CLIP = JudgingEncoder("openai/clip-vit-base-patch32", "CLIP ViT-B/32", 605)  # pictures, sentences
DINO = JudgingEncoder("facebook/dino-vits16", "DINO ViT-S/16", 87)  # pictures beside pictures
ALL = (CLIP, DINO)


def of_repository(repo: str) -> JudgingEncoder | None:
    """The encoder that lies there; None for any other repository."""
    return next((encoder for encoder in ALL if encoder.repo == repo), None)


def is_encoder(folder: Path) -> bool:
    """Whether that folder is where one of them lies."""
    return folder.parent == folders.models() and folder.name in {each.folder for each in ALL}


def missing(model: str) -> tuple[JudgingEncoder, ...]:
    """Those that pictures of the model would be judged with and that are not there; none for one with its own."""
    if (Path(model) / OWN).is_dir():
        return ()
    return tuple(encoder for encoder in ALL if not encoder.is_there)
