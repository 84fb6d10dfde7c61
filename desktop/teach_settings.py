"""The advanced settings of a training: in groups, each with a name and one sentence. No widgets.

What is not in the table is shown under its own name, so that a new field of the contract is never hidden.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


@dataclass(frozen=True)
class Line:
    """One setting as a person reads it."""

    name: str
    text: str
    hint: str


@dataclass(frozen=True)
class Group:
    """Settings that belong together."""

    title: str
    lines: tuple[Line, ...]


def groups(names: Iterable[str]) -> list[Group]:
    """The groups that have any of these settings; what no group knows is in the last one."""
    wanted = list(names)
    found: list[Group] = []
    seen: set[str] = set()
    for title, lines in _table():
        there = tuple(line for line in lines if line.name in wanted)
        seen.update(line.name for line in there)
        if there:
            found.append(Group(title, there))
    rest = tuple(Line(n, n.replace("_", " "), "") for n in wanted if n not in seen)
    if rest:
        found.append(Group(translate("teach", "More"), rest))
    return found


def _table() -> list[tuple[str, tuple[Line, ...]]]:
    t = translate
    return [
        (
            t("teach", "Learning"),
            (
                Line(
                    "steps",
                    t("teach", "Steps"),
                    t("teach", "How many corrections are made. Too many copy the photos."),
                ),
                Line(
                    "learning_rate",
                    t("teach", "Learning rate"),
                    t("teach", "How large each correction is. Too large breaks the model."),
                ),
                Line(
                    "learning_rate_shape",
                    t("teach", "Rate over time"),
                    t("teach", "cosine falls softly to nothing, constant stays."),
                ),
                Line(
                    "warmup_steps",
                    t("teach", "Warm-up steps"),
                    t("teach", "The rate rises from nothing over so many steps."),
                ),
                Line(
                    "batch_size",
                    t("teach", "Photos at once"),
                    t("teach", "More need more memory and learn more smoothly."),
                ),
                Line(
                    "accumulation",
                    t("teach", "Passes a step"),
                    t("teach", "As more photos at once, without the memory, slower."),
                ),
                Line(
                    "optimizer",
                    t("teach", "Optimiser"),
                    t("teach", "adafactor and adamw8bit need less memory."),
                ),
                Line(
                    "weight_decay",
                    t("teach", "Weight decay"),
                    t("teach", "Pulls what is learned back a little in each step."),
                ),
                Line(
                    "gradient_clip",
                    t("teach", "Largest correction"),
                    t("teach", "Longer ones are shortened to this; 0 lets all through."),
                ),
                Line(
                    "min_snr_gamma",
                    t("teach", "Min-SNR gamma"),
                    t("teach", "Weighs easy noise levels less; 5 is usual. Empty: off."),
                ),
                Line(
                    "noise_offset",
                    t("teach", "Noise offset"),
                    t("teach", "Helps with very dark and very bright pictures. 0: off."),
                ),
            ),
        ),
        (
            t("teach", "What is taught"),
            (
                Line(
                    "rank",
                    t("teach", "LoRA rank"),
                    t("teach", "How much it can hold. More makes a larger file."),
                ),
                Line(
                    "alpha",
                    t("teach", "LoRA alpha"),
                    t("teach", "Its change counts alpha / rank. Empty: as the rank."),
                ),
                Line(
                    "conv",
                    t("teach", "Convolutions, too"),
                    t("teach", "Beside attention and feed-forward; seldom needed."),
                ),
                Line(
                    "train_text_encoder",
                    t("teach", "Text reader, too"),
                    t("teach", "Helps with faces; forgets other words sooner."),
                ),
                Line(
                    "text_learning_rate",
                    t("teach", "Rate of the text reader"),
                    t("teach", "Smaller than that of the rest."),
                ),
                Line(
                    "vectors",
                    t("teach", "Length of the word"),
                    t("teach", "How many tokens the new word is long."),
                ),
                Line(
                    "prompt",
                    t("teach", "Words for the photos"),
                    t("teach", "{token} is the word, {noun} what it is."),
                ),
            ),
        ),
        (
            t("teach", "Keeping the rest"),
            (
                Line(
                    "prior_count",
                    t("teach", "Pictures of the noun"),
                    t("teach", "Drawn once by the model itself, learned beside the photos."),
                ),
                Line(
                    "prior_weight",
                    t("teach", "Their weight"),
                    t("teach", "How much they count against the photos."),
                ),
                Line(
                    "class_prompt",
                    t("teach", "Words for them"),
                    t("teach", "What the pictures of the noun are called."),
                ),
                Line(
                    "caption_dropout",
                    t("teach", "Without words"),
                    t("teach", "Share of pictures shown without words, so that guidance works."),
                ),
            ),
        ),
        (
            t("teach", "Pictures"),
            (
                Line(
                    "resolution",
                    t("teach", "Size in px"),
                    t("teach", "Smaller needs less memory. Empty: the model’s own."),
                ),
                Line(
                    "buckets",
                    t("teach", "Keep their shape"),
                    t("teach", "Else all are cut to squares."),
                ),
            ),
        ),
        (
            t("teach", "Precision and memory"),
            (
                Line(
                    "dtype",
                    t("teach", "Precision"),
                    t("teach", "auto takes what the device does best."),
                ),
                Line(
                    "gradient_checkpointing",
                    t("teach", "Compute twice"),
                    t("teach", "Half the memory for a third more time."),
                ),
                Line(
                    "ema_decay",
                    t("teach", "Moving average"),
                    t("teach", "0.999 keeps a smoothed copy; 0 switches it off."),
                ),
            ),
        ),
        (
            t("teach", "Saving and seed"),
            (
                Line(
                    "checkpoint_every",
                    t("teach", "Save every"),
                    t("teach", "So many steps; at each it is judged."),
                ),
                Line(
                    "keep_checkpoints",
                    t("teach", "Keep the last"),
                    t("teach", "So many saved states."),
                ),
                Line(
                    "report_every",
                    t("teach", "Report every"),
                    t("teach", "So many steps between figures."),
                ),
                Line(
                    "seed",
                    t("teach", "Seed"),
                    t("teach", "Same seed and settings, same result on this computer."),
                ),
                Line(
                    "result_format",
                    t("teach", "Form of the result"),
                    t("teach", "A folder, or one file as other programs want it."),
                ),
            ),
        ),
    ]
