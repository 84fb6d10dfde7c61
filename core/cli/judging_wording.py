"""One sentence about a judged checkpoint, and one about why a checkpoint was taken."""

from __future__ import annotations

from core.contract.judging import Choice, Fault, Judged, Judgement

FAULTS: dict[Fault, str] = {
    "faithfulness": "no longer follows the prompt",
    "leak": "draws the subject for the plain noun, too",
    "drift": "draws the plain noun another way than before",
    "copying": "copies a photo",
}


def choice(chosen: Choice) -> str:
    """Why this checkpoint, in one sentence without a full stop."""
    step, judged = f"step {chosen.step}", f"{chosen.judged} judged"
    alike = "" if chosen.likeness is None else f" (likeness {chosen.likeness:.2f})"
    fault = "" if chosen.fault is None else FAULTS[chosen.fault]
    seen = ", on photos that it has seen" if chosen.seen and chosen.likeness is not None else ""
    sentences = {
        "best": f"{step} is the most alike{alike} of {judged}{seen}",
        "earliest": f"{step}{alike}: step {chosen.rival} is no more alike than chance explains{seen}",
        "settled": f"{step}{alike}: step {chosen.rival} is as alike, but was still learning{seen}",
        "held_back": f"{step}{alike}: step {chosen.rival} is more alike, but {fault}{seen}",
        "still_rising": f"{step} is the last and the most alike{alike}: more steps might help{seen}",
        "least_harm": f"{step}: every one of {judged} {fault}, this one the least",
        "not_learned": f"{step}: by these encoders none of {judged} is more alike than the untrained model, so the loss decides; look at the pictures",
        "lowest_loss": f"{step} has the lowest loss of {judged}, on photos kept out; nothing else to judge with",
        "last": f"{step} is the last: there is nothing to judge with",
        "asked": f"{step}, as asked",
        "damaged": f"{step}{alike}: the weights of step {chosen.rival} are better, but damaged on the disk or gone",
    }
    return sentences[chosen.why]


def judged(event: Judged) -> str:
    """The figures of one checkpoint, in one line."""
    line = f"step {event.judgement.step}: {figures(event.judgement)}"
    if event.likeness_of == "none":
        return f"{line} (loss only: there is no encoder to judge with)"
    return line


def figures(judgement: Judgement) -> str:
    """What was measured, worst news last."""
    values = {
        "likeness": judgement.likeness,
        "follows the prompt": judgement.faithfulness,
        "leak": judgement.leak,
        "drift": judgement.drift,
        "copies": judgement.copying,
        "loss": judgement.loss,
    }
    text = "  ".join(f"{name} {value:.2f}" for name, value in values.items() if value is not None)
    return text + "".join(f"; {FAULTS[fault]}" for fault in judgement.faults)
