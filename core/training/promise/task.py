"""One teaching as memory and time know it: what learns, how wide a pass is, how often what is done. No machine here."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from core.contract.teaching import (
    AdapterConfig,
    DreamBoothConfig,
    EmbeddingConfig,
    TeachConfig,
)
from core.contract.training import OptimizerName
from core.networks.training_cost import Learns
from core.training.learning import learned_parts
from core.training.promise.outline import Shape, TaughtOutline

WIDE = 4  # bytes: what learns is float32


@dataclass(frozen=True)
class TeachingTask:
    """Counts and shapes."""

    learns: Learns  # in the U-Net
    rank: int
    whole: tuple[str, ...]  # parts whose own weights learn
    shapes: tuple[Shape, ...]  # of all that learns
    optimizer: OptimizerName
    averaged: bool
    recomputed: bool
    side: int  # px, square
    rows: int  # of a forward pass with gradient
    aside: float  # of another one without, on average
    passes: int  # of both in one step
    told: int  # texts that are encoded in a pass with gradient; 0: they are known
    text_learns: Learns

    @staticmethod
    def of(config: TeachConfig, outline: TaughtOutline, side: int) -> TeachingTask:
        """`side`: px of the pictures."""
        parts = dict.fromkeys(part for part in outline.weights if part != "unet")
        rows, aside = config.batch_size, 0.0
        if isinstance(config, DreamBoothConfig) and config.keeps_class:
            rows *= 2
            aside = config.batch_size * _asked_before(config)
        learns: Learns = "nothing"
        text_learns: Learns = "nothing"
        whole: tuple[str, ...] = ()
        shapes: list[Shape] = []
        is_live = isinstance(config, EmbeddingConfig)
        if isinstance(config, AdapterConfig):
            learned = learned_parts(config, parts)
            is_live = config.train_text_encoder
            is_full = config.method == "full"
            learns = "all" if is_full or config.conv else "attention"
            text_learns = ("all" if is_full else "attention") if is_live else "nothing"
            whole = learned if is_full else ()
            for part in learned:
                shapes += (
                    outline.weights[part]
                    if is_full
                    else outline.lora(part, config.rank, conv=config.conv)
                )
        elif isinstance(config, EmbeddingConfig):
            shapes = [(config.vectors, text.hidden_size) for text in outline.texts]
        return TeachingTask(
            learns=learns,
            rank=0 if whole or not isinstance(config, AdapterConfig) else config.rank,
            whole=whole,
            shapes=tuple(shapes),
            optimizer=config.optimizer,
            averaged=config.ema_decay > 0,
            recomputed=config.gradient_checkpointing,
            side=side,
            rows=rows,
            aside=aside,
            passes=config.accumulation,
            told=rows if is_live else 0,
            text_learns=text_learns,
        )

    @property
    def method(self) -> str:
        """A name for teachings of one kind."""
        said = [self.learns, f"r{self.rank}" if self.rank else "whole" if self.whole else "word"]
        said += ["text"] if self.text_learns != "nothing" else []
        said += ["again"] if self.recomputed else []
        return "-".join([*said, self.optimizer, f"a{self.aside:.3g}"])

    @property
    def numbers(self) -> int:
        """That learn."""
        return sum(math.prod(shape) for shape in self.shapes)

    @property
    def kept(self) -> int:
        """Bytes that stay from step to step beside the weights: the optimiser's state and the average."""
        return state_bytes(self.optimizer, self.shapes) + self.averaged * WIDE * self.numbers


def _asked_before(config: DreamBoothConfig) -> float:
    """The share of passes for which the model is asked what it said untaught; see `core/training/subject/class_half.py`."""
    if config.prior in ("distilled", "adapter_off"):
        return 1.0
    told_nothing = config.prior_dropout if config.method == "lora" else 0.0
    return 1.0 - (1.0 - told_nothing) ** config.batch_size


def state_bytes(optimizer: OptimizerName, shapes: Sequence[Shape]) -> int:
    """Of what an optimiser remembers of weights of these shapes; see `core/training/optim/kinds.py`."""
    numbers = sum(math.prod(shape) for shape in shapes)
    match optimizer:
        case "adamw":
            return 2 * WIDE * numbers
        case "adamw8bit":
            return 2 * numbers
        case "sgd":
            return 0
        case "muon":  # one number for each of a matrix, two for others; tables of words are few
            return WIDE * sum(math.prod(s) * (1 if len(s) > 1 else 2) for s in shapes)
        case "adafactor":  # a row and a column for each matrix, else one for each number
            return WIDE * sum(
                math.prod(s[:-1]) + math.prod(s[:-2]) * s[-1] if len(s) > 1 else math.prod(s)
                for s in shapes
            )
