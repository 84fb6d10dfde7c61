"""The advanced settings of a training: in groups, each with a name and one sentence. No widgets.

What is not in the table is shown under its own name, so that a new field of the contract is never hidden.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate
# What other programs call it, by the names they have in every language.
ELSEWHERE = {
    "learning_rate_shape": "scheduler",
    "batch_size": "batch size",
    "accumulation": "gradient accumulation",
    "gradient_clip": "max grad norm",
    "train_text_encoder": "text encoder",
    "vectors": "vectors",
    "prompt": "instance prompt",
    "prior_count": "class images",
    "prior_weight": "prior loss weight",
    "class_prompt": "class prompt",
    "caption_dropout": "caption dropout",
    "resolution": "resolution",
    "buckets": "buckets",
    "gradient_checkpointing": "gradient checkpointing",
    "ema_decay": "EMA",
}


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
    return [(title, tuple(map(_with_name, lines))) for title, lines in _said()]


def _with_name(line: Line) -> Line:
    """Called as other programs do, too, where their name is another."""
    known = ELSEWHERE.get(line.name)
    return replace(line, text=f"{line.text} ({known})") if known else line


def _said() -> list[tuple[str, tuple[Line, ...]]]:
    return [
        (
            translate("teach", "Learning"),
            (
                Line(
                    "steps",
                    translate("teach", "Steps"),
                    translate("teach", "How many corrections are made. Too many copy the photos."),
                ),
                Line(
                    "learning_rate",
                    translate("teach", "Learning rate"),
                    translate("teach", "How large each correction is. Too large breaks the model."),
                ),
                Line(
                    "learning_rate_shape",
                    translate("teach", "Rate over time"),
                    translate("teach", "cosine falls softly to nothing, constant stays."),
                ),
                Line(
                    "warmup_steps",
                    translate("teach", "Warm-up steps"),
                    translate("teach", "The rate rises from nothing over so many steps."),
                ),
                Line(
                    "batch_size",
                    translate("teach", "Photos at once"),
                    translate("teach", "More need more memory and learn more smoothly."),
                ),
                Line(
                    "accumulation",
                    translate("teach", "Passes a step"),
                    translate(
                        "teach", "Works like more photos at once; needs less memory, takes longer."
                    ),
                ),
                Line(
                    "optimizer",
                    translate("teach", "Optimiser"),
                    translate(
                        "teach",
                        "adafactor and adamw8bit need less memory; muon learns more in a step.",
                    ),
                ),
                Line(
                    "weight_decay",
                    translate("teach", "Weight decay"),
                    translate("teach", "Pulls what is learned back a little in each step."),
                ),
                Line(
                    "gradient_clip",
                    translate("teach", "Largest correction"),
                    translate("teach", "Longer ones are shortened to this; 0 lets all through."),
                ),
                Line(
                    "min_snr_gamma",
                    translate("teach", "Min-SNR gamma"),
                    translate("teach", "Weighs easy noise levels less; 5 is usual. Empty: off."),
                ),
                Line(
                    "noise_offset",
                    translate("teach", "Noise offset"),
                    translate("teach", "Helps with very dark and very bright pictures. 0: off."),
                ),
            ),
        ),
        (
            translate("teach", "What is taught"),
            (
                Line(
                    "rank",
                    translate("teach", "LoRA rank"),
                    translate("teach", "How much it can hold. More makes a larger file."),
                ),
                Line(
                    "alpha",
                    translate("teach", "LoRA alpha"),
                    translate("teach", "Its change counts alpha / rank. Empty: as the rank."),
                ),
                Line(
                    "conv",
                    translate("teach", "Convolutions, too"),
                    translate("teach", "Beside attention and feed-forward; seldom needed."),
                ),
                Line(
                    "train_text_encoder",
                    translate("teach", "Text reader, too"),
                    translate("teach", "Helps with faces; forgets other words sooner."),
                ),
                Line(
                    "text_learning_rate",
                    translate("teach", "Rate of the text reader"),
                    translate("teach", "Smaller than that of the rest."),
                ),
                Line(
                    "vectors",
                    translate("teach", "Length of the word"),
                    translate("teach", "How many tokens the new word is long."),
                ),
                Line(
                    "keep_length",
                    translate("teach", "Keep its strength"),
                    translate("teach", "The new word stays as strong as the one it began as."),
                ),
                Line(
                    "prompt",
                    translate("teach", "Words for the photos"),
                    translate("teach", "{token} is the word, {noun} what it is."),
                ),
            ),
        ),
        (
            translate("teach", "Keeping the rest"),
            (
                Line(
                    "prior_count",
                    translate("teach", "Pictures of the noun"),
                    translate(
                        "teach", "Drawn once by the model itself, learned beside the photos."
                    ),
                ),
                Line(
                    "prior_weight",
                    translate("teach", "Their weight"),
                    translate("teach", "How much they count against the photos."),
                ),
                Line(
                    "class_prompt",
                    translate("teach", "Words for them"),
                    translate("teach", "What the pictures of the noun are called."),
                ),
                Line(
                    "prior_dropout",
                    translate("teach", "Without words"),
                    translate(
                        "teach", "Share of pictures shown without words, so that guidance works."
                    ),
                ),
                Line(
                    "caption_dropout",
                    translate("teach", "Without words"),
                    translate(
                        "teach", "Share of pictures shown without words, so that guidance works."
                    ),
                ),
            ),
        ),
        (
            translate("teach", "Pictures"),
            (
                Line(
                    "resolution",
                    translate("teach", "Size in px"),
                    translate("teach", "Smaller needs less memory. Empty: the model’s own."),
                ),
                Line(
                    "buckets",
                    translate("teach", "Keep their shape"),
                    translate("teach", "Else all are cut to squares."),
                ),
                Line(
                    "crop_around",
                    translate("teach", "Crops are laid around"),
                    translate("teach", "Where you drew none: what stands out, or the face."),
                ),
            ),
        ),
        (
            translate("teach", "Precision and memory"),
            (
                Line(
                    "dtype",
                    translate("teach", "Precision"),
                    translate("teach", "Automatic takes what the device does best."),
                ),
                Line(
                    "gradient_checkpointing",
                    translate("teach", "Compute twice"),
                    translate("teach", "Half the memory for a third more time."),
                ),
                Line(
                    "ema_decay",
                    translate("teach", "Moving average"),
                    translate("teach", "0.999 keeps a smoothed copy; 0 switches it off."),
                ),
            ),
        ),
        (
            translate("teach", "Saving and seed"),
            (
                Line(
                    "checkpoint_every",
                    translate("teach", "Save every"),
                    translate("teach", "So many steps; at each it is judged."),
                ),
                Line(
                    "keep_checkpoints",
                    translate("teach", "Keep the last"),
                    translate("teach", "So many saved states."),
                ),
                Line(
                    "judge",
                    translate("teach", "Judge it"),
                    translate(
                        "teach", "Draws pictures at each saved step, and takes the best one."
                    ),
                ),
                Line(
                    "report_every",
                    translate("teach", "Report every"),
                    translate("teach", "So many steps between figures."),
                ),
                Line(
                    "seed",
                    translate("teach", "Seed"),
                    translate("teach", "Same seed and settings, same result on this computer."),
                ),
                Line(
                    "result_format",
                    translate("teach", "Form of the result"),
                    translate("teach", "A folder, or one file as other programs want it."),
                ),
            ),
        ),
    ]


def choice_text(name: str, choice: str) -> str:
    """An entry of a list of choices: names that people know stay, words are said."""
    texts = {
        ("result_format", "folder"): translate("teach", "Folder"),
        ("result_format", "single-file"): translate("teach", "One file"),
        ("dtype", "auto"): translate("teach", "automatic"),
        ("crop_around", "subject"): translate("teach", "the subject"),
        ("crop_around", "face"): translate("teach", "the face"),
    }
    return texts.get((name, choice), choice)


def label_of(field: str) -> str:
    """What a field of a training is called on the page; one that is not there by its own name."""
    name = field.rpartition(".")[2]
    beside = {
        "name": translate("teach", "The name"),
        "token": translate("teach", "The word"),
        "class_noun": translate("teach", "The noun"),
        "init_word": translate("teach", "The noun"),
        "model": translate("teach", "The model"),
    }
    labels = {line.name: line.text for _title, lines in _table() for line in lines}
    return {**labels, **beside}.get(name, name.replace("_", " "))


def changed_text(count: int) -> str:
    """On the fold of all settings."""
    if count == 0:
        return translate("teach", "All settings · none changed")
    return translate("teach", "All settings · {0} changed").format(count)
