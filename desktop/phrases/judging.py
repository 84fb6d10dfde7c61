"""Why a step of a training is taken, in one sentence, and what the shapes on its chart mean. No widgets."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from core.contract.judging import Choice, Fault, Judgement, Why
from core.files.trainings.judging_encoders import CLIP, JudgingEncoder
from desktop.numbers import decimal, number
from desktop.state.training_course import Course
from desktop.wording.parts import size_text

translate = QCoreApplication.translate


def fault_text(fault: Fault) -> str:
    texts: dict[Fault, str] = {
        "faithfulness": translate("judging", "follows the words badly"),
        "leak": translate("judging", "changes everything of its kind"),
        "drift": translate("judging", "draws its whole kind another way"),
        "copying": translate("judging", "copies a photo"),
    }
    return texts[fault]


def why_text(choice: Choice, judged: int) -> str:
    """One sentence about the choice among so many steps."""
    step = translate("judging", "Step {0}").format(number(choice.step))
    if judged == 1 and choice.why in ("best", "still_rising"):
        return translate("judging", "{0} chosen: the only one that is judged so far.").format(step)
    rival = number(choice.rival) if choice.rival is not None else "?"
    fault = fault_text(choice.fault) if choice.fault else ""
    texts: dict[Why, str] = {
        "best": translate(
            "judging", "{0} chosen: likest to your photos, and nothing after it is better."
        ),
        "earliest": translate(
            "judging", "{0} chosen: step {1} is no more alike than chance explains."
        ),
        "settled": translate(
            "judging", "{0} chosen: step {1} is as alike, but was still learning."
        ),
        "held_back": translate("judging", "{0} chosen: step {1} is more alike, but {2}."),
        "still_rising": translate(
            "judging", "{0} chosen: the last one is the best. More steps may help."
        ),
        "least_harm": translate("judging", "{0} chosen as the least bad: each of them {2}."),
        "not_learned": translate(
            "judging",
            "{0} kept by its loss: no step is more alike than before, as far as can be measured. Look at the pictures.",
        ),
        "lowest_loss": translate("judging", "{0} chosen: the lowest loss."),
        "last": translate("judging", "{0} kept: the last one."),
        "asked": translate("judging", "{0} taken, as you chose."),
        "damaged": translate(
            "judging",
            "{0} chosen: step {1} was better, but its weights on the disk are damaged or gone.",
        ),
    }
    return texts[choice.why].format(step, rival, fault)


def early_text(step: int, since: int) -> str:
    """It ended by itself before its last step."""
    text = translate("judging", "Done early at step {0}: nothing better since {1}.")
    return text.format(number(step), number(since))


def judgement_text(judgement: Judgement) -> str:
    """Under the pointer: the figures of a step."""
    parts = [translate("judging", "step {0}").format(number(judgement.step))]
    for text, value in (
        (translate("judging", "likeness {0}"), judgement.likeness),
        (translate("judging", "faithfulness {0}"), judgement.faithfulness),
        (translate("judging", "leak {0}"), judgement.leak),
        (translate("judging", "drift {0}"), judgement.drift),
        (translate("judging", "copying {0}"), judgement.copying),
    ):
        if value is not None:
            parts.append(text.format(decimal(value, 2)))
    parts += [fault_text(fault) for fault in judgement.faults]
    return " · ".join(parts)


def measured_text(course: Course, *, is_style: bool) -> str:
    """How the likeness was measured, or why there is none."""
    if is_style:
        return translate("judging", "A style is like no one thing: it goes by the loss.")
    if course.encoders == "none" or (course.judgements and not course.has_verdict):
        return translate(
            "judging", "No model to judge pictures with is here: only the loss is known."
        )
    if course.likeness_of == "seen":
        return translate("judging", "Few photos: likeness is measured on those it learned from.")
    if course.likeness_of == "held_out":
        return translate("judging", "Likeness is measured on photos that it never learned from.")
    return ""


def legend_text() -> str:
    return translate(
        "judging",
        "★ chosen · ○ copies a photo · ◐ changes its whole kind · ■ follows the words badly",
    )


def missing_text(missing: Sequence[JudgingEncoder]) -> str:
    """Before a training: what it cannot be judged with."""
    if CLIP in missing:
        return translate(
            "judging",
            "Nothing here can judge pictures of this model: only the loss will be known, and the step with "
            "the lowest loss is taken, or the last. These encoders see how alike pictures are.",
        )
    if missing:
        return translate(
            "judging",
            "Likeness is judged by CLIP alone; DINO sees better whether it is the same thing.",
        )
    return ""


def late_text() -> str:
    """A training began without anything to judge with, and so goes on by the loss."""
    return translate("judging", "These encoders would judge the next training.")


def fetch_text(encoder: JudgingEncoder) -> str:
    size = size_text(encoder.megabytes * 1_000_000)
    return translate("judging", "Get {0}, {1}…").format(encoder.title, size)


def fetch_hint() -> str:
    return translate(
        "judging",
        "Asks the Hugging Face hub; licence and size are seen before anything is fetched.",
    )
