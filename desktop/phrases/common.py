"""Short texts of the window that are no errors: phases, times, counts, reasons. No widgets."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import PurePath

from PySide6.QtCore import QCoreApplication, QLocale

from core.contract.drawing_events import PhaseName
from core.contract.errors import ModelNotFound, ReverieError
from core.contract.job_events import EngineReady
from core.contract.memory import MemoryPlan
from desktop.state.generation_state import Reason
from desktop.state.models_state import place_of
from desktop.state.progress import Progress

translate = QCoreApplication.translate
GB = 10**9  # bytes


def rounded_seconds(seconds: float) -> int:
    """Seconds as one says them: 3, 40, then whole minutes; never 0."""
    if seconds < 9.5:
        return max(1, round(seconds))
    if seconds < 57.5:
        return 5 * round(seconds / 5)
    return 60 * max(1, math.floor(seconds / 60 + 0.5))


def duration(seconds: float) -> str:
    """Words such as 3 s, 40 s, 6 min, 2 h."""
    whole = rounded_seconds(seconds)
    if whole < 60:
        return translate("phrases", "{0} s").format(whole)
    if whole < 3600:
        return translate("phrases", "{0} min").format(whole // 60)
    hours, minutes = divmod(whole // 60, 60)
    if minutes < 5 or hours >= 10:
        return translate("phrases", "{0} h").format(hours)
    return translate("phrases", "{0} h {1} min").format(hours, minutes)


def going_on(text: str, left: float | None) -> str:
    """What runs, and how long still where that is known."""
    if left is None:
        return text
    return f"{text} · {translate('phrases', 'about {0} left').format(duration(left))}"


def promise_text(seconds: float | None, count: int) -> str:
    """The line over Generate."""
    if seconds is None:
        return translate("phrases", "Time not measured here yet")
    if count > 1:
        return translate("phrases", "About {0} for {1} pictures").format(duration(seconds), count)
    return translate("phrases", "About {0}").format(duration(seconds))


def memory_text(plan: MemoryPlan) -> str:
    """Beside the time: what the picture needs of the memory there is; a sentence where it does not fit."""
    if not plan.fits:
        text = translate("phrases", "Needs {0}, free: {1}")
        return text.format(gigabytes(plan.needed), gigabytes(plan.free))
    if plan.free < 0:
        return translate("phrases", "takes {0}").format(gigabytes(plan.needed))
    text = translate("phrases", "fits: {0} of {1}")
    if plan.savings:
        text = translate("phrases", "in pieces: {0} of {1}")
    needed = QLocale().toString(plan.needed / GB, "f", 1)
    return text.format(needed, gigabytes(plan.free))


def memory_hint(plan: MemoryPlan) -> str:
    """The same in full, for the tooltip."""
    texts = {
        "offload": translate("phrases", "only the part at work is in memory"),
        "apart": translate("phrases", "guidance asks twice, not in one batch"),
        "tiled": translate("phrases", "the picture is developed in tiles"),
    }
    if plan.savings:
        text = translate("phrases", "Slower, because memory is short: {0}.")
        return text.format("; ".join(texts[saving] for saving in plan.savings))
    if plan.measured:
        return translate("phrases", "The memory was measured on this computer.")
    return translate("phrases", "The memory is computed, not measured here yet.")


def freed_text(count: int) -> str:
    """After "Free memory now"."""
    if count < GB / 100:
        return translate("phrases", "There was no memory to give back.")
    text = translate("phrases", "{0} of memory given back. The next picture loads the model again.")
    return text.format(gigabytes(count))


def gigabytes(count: int) -> str:
    """Memory, always in GB, so that two amounts can be compared at a glance."""
    value = count / GB
    return translate("phrases", "{0} GB").format(
        QLocale().toString(float(value), "f", 1 if value < 10 else 0)
    )


def use_size_text(size: Sequence[int]) -> str:
    """The button beside a picture that does not fit."""
    return translate("phrases", "Take {0} × {1}").format(*size)


def progress_text(progress: Progress) -> str:
    """The sentence of the status bar while a job runs."""
    parts = [_what(progress), _phase(progress)]
    if progress.seconds_left is not None:
        parts.append(translate("phrases", "about {0} left").format(duration(progress.seconds_left)))
    return " · ".join(filter(None, parts))


def stopping_text(seconds: float | None, phase: PhaseName | None = "denoise") -> str:
    """The sentence after Stop; `seconds` the engine may need to hear it, None where unknown."""
    text = translate("phrases", "Stopping")
    if phase == "denoise":
        text = translate("phrases", "Stopping after this step")
    if seconds is not None and seconds < 1:
        return text
    if seconds is not None:
        text = translate("phrases", "{0}, up to {1}").format(text, duration(seconds + 0.5))
    return translate("phrases", "{0} · Esc again ends it at once").format(text)


def _what(progress: Progress) -> str:
    if progress.count == 1:
        return translate("phrases", "Drawing")
    return translate("phrases", "Drawing {0} of {1}").format(progress.index + 1, progress.count)


def _phase(progress: Progress) -> str:
    if progress.converted is not None:
        share = translate("phrases", "{0} %").format(round(100 * progress.converted))
        return translate("phrases", "making the old model file safe, once: {0}").format(share)
    if progress.phase is None:
        return ""
    if progress.phase == "denoise":
        return translate("phrases", "step {0} of {1}").format(progress.step, progress.steps)
    return phase_text(progress.phase)


def phase_text(phase: PhaseName) -> str:
    """What the engine does in a phase."""
    texts: dict[PhaseName, str] = {
        "load": translate("phrases", "loading the model"),
        "encode_text": translate("phrases", "reading the words"),
        "encode_picture": translate("phrases", "reading the picture"),
        "denoise": translate("phrases", "drawing"),
        "decode": translate("phrases", "developing the picture"),
        "save": translate("phrases", "saving"),
    }
    return texts[phase]


def reason_text(reason: Reason) -> str:
    """Why "Start from" is what it is."""
    texts: dict[Reason, str] = {
        "": "",
        "drop": translate("phrases", "because you dropped a picture"),
        "paste": translate("phrases", "because you pasted a picture"),
        "open": translate("phrases", "because you opened a picture"),
        "result": translate("phrases", "because you chose a result"),
        "clear": translate("phrases", "because the canvas is empty"),
    }
    return texts[reason]


def phase_label(phase: PhaseName) -> str:
    """The same at the start of a label."""
    text = phase_text(phase)
    return text[:1].upper() + text[1:]


def engine_starting(seconds: float) -> str:
    """Until the engine is ready; `seconds` it took last time, 0 where unknown."""
    if seconds <= 0:
        return translate("phrases", "The drawing engine is starting")
    text = translate("phrases", "The drawing engine is starting, about {0}")
    return text.format(duration(seconds))


def ready_text() -> str:
    """Nothing runs."""
    return translate("phrases", "Ready")


def done_text(seconds: float, count: int = 1) -> str:
    """A picture is finished and safe, or the `count` of a batch, which took `seconds` together."""
    shown = QLocale().toString(float(seconds), "f", 1) if seconds < 10 else str(round(seconds))
    if count > 1:
        return translate("phrases", "{0} pictures drawn in {1} s and saved").format(count, shown)
    return translate("phrases", "Drawn in {0} s and saved").format(shown)


def stopped_text() -> str:
    """After Stop."""
    return translate("phrases", "Stopped. Finished pictures are kept")


def picture_ready(number: int, count: int) -> str:
    """For screen readers."""
    return translate("phrases", "Picture {0} of {1} is ready").format(number, count)


def waiting_text(count: int) -> str:
    """The waiting list."""
    return translate("phrases", "{0} waiting").format(count)


def threads_text(count: int) -> str:
    """So many threads."""
    one, more = translate("phrases", "1 thread"), translate("phrases", "{0} threads")
    return one if count == 1 else more.format(count)


def device_text(info: EngineReady) -> tuple[str, str]:
    """What draws, short and in full."""
    full = translate("phrases", "{0} · torch {1} · {2}")
    full = full.format(info.device_name, info.torch, threads_text(info.threads))
    if info.device == "cpu":
        return translate("phrases", "Processor · {0}").format(threads_text(info.threads)), full
    return info.device_name, full


def computer_text(info: EngineReady | None) -> str:
    """For the first card."""
    if info is None:
        return translate(
            "phrases", "The drawing engine is starting and checking what this computer has."
        )
    if info.device == "cpu":
        text = translate("phrases", "No graphics card found: the processor draws, with {0}.")
        return text.format(threads_text(info.threads))
    return translate("phrases", "{0} draws.").format(info.device_name)


def models_text(titles: Sequence[str]) -> str:
    """For the first card."""
    if not titles:
        return translate(
            "phrases", "There is no model yet. Open a model file or the folder of one."
        )
    if len(titles) == 1:
        return translate("phrases", "{0} is ready.").format(titles[0])
    return translate("phrases", "{0} are ready.").format(", ".join(titles))


def useless_model(error: ReverieError) -> str:
    """The grey entry of a model folder that is remembered and cannot be used now."""
    name = PurePath(place_of(error)).name or place_of(error)
    if isinstance(error, ModelNotFound):
        return translate("phrases", "{0} · not there").format(name)
    return translate("phrases", "{0} · cannot be used").format(name)


def proposal_hint() -> str:
    """Once, after the first picture."""
    return translate(
        "phrases",
        "This is a proposal, saved and not yet in your picture. Click it: then Enter keeps it, the arrows flip.",
    )
