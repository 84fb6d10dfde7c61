"""What the experiment teaches: a subject, a method, and how the result is used. Runs nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import starter_scripts  # noqa: F401 (imported for what it does: core becomes importable)

from core.contract.additions import Embedding, Lora

TOKEN = "sks"


@dataclass(frozen=True)
class Case:
    """One training with the program's defaults, but for what is said here."""

    name: str
    subject: str
    task: str = "dreambooth"
    flags: tuple[str, ...] = ()

    def command(self, photos: Path, run: Path, noun: str) -> list[str]:
        """The words behind `reverie`."""
        what = (
            ["--class-noun", noun, "--token", TOKEN]
            if self.task == "dreambooth"
            else ["--init-word", noun, "--token", TOKEN]
        )
        return [
            *("train", self.task, "--photos", str(photos), "--output", str(run)),
            *what,
            *("--model", "starter", "--no-library"),
            *self.flags,
        ]

    def words(self, noun: str) -> str:
        """How the subject is called in a prompt."""
        return f"{TOKEN} {noun}" if self.task == "dreambooth" else TOKEN

    def loras(self, run: Path) -> tuple[Lora, ...]:
        """What a drawing uses beside the model."""
        return () if self.task == "embedding" else (Lora(str(_file(run))),)

    def embeddings(self, run: Path) -> tuple[Embedding, ...]:
        return (Embedding(str(_file(run)), TOKEN),) if self.task == "embedding" else ()


def _file(run: Path) -> Path:
    return next(iter(sorted((run / "result").glob("*.safetensors"))))


CASES = (
    Case("monster", "monster"),
    Case("monster-no-prior", "monster", flags=("--prior", "none")),
    Case("koala", "koala"),
    Case("heart-embedding", "blue heart", task="embedding"),
    Case("star-embedding", "green star", task="embedding"),
    Case("mushroom-embedding", "purple mushroom", task="embedding"),
    Case("koala-embedding", "koala", task="embedding"),
)
