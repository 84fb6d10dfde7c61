"""The course of one training as its page shows it: judgements, losses, pictures, time left. From the run folder, then
from what is heard live.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from core.contract import codec, notices
from core.contract import events as ev
from core.contract.draft import Teaching
from core.contract.errors import InvalidValue
from core.contract.judging import Choice, Judged, Judgement
from core.contract.teaching import TeachConfig
from core.files.run_names import LOG
from core.files.trainings import judging_encoders, run_folders
from core.files.trainings.judging_encoders import JudgingEncoder
from desktop.state.pace import Pace

# "": its process was just started. looking: at the photos · drawing: pictures of the class · reading: photos and
# pictures into latents · readying: all else before the first step · showing: it draws the result · leaving: it saves,
# the device is free
Activity = Literal[
    "",
    "looking",
    "drawing",
    "loading",
    "reading",
    "readying",
    "teaching",
    "judging",
    "showing",
    "leaving",
]
PREPARATIONS: dict[
    str, tuple[Activity, Activity]
] = {  # what it does, and what comes when all is done
    notices.PHOTOS_LOOKED_AT: ("looking", "loading"),
    notices.CLASS_PICTURES_DRAWN: ("drawing", "loading"),
    notices.LATENTS_MADE: ("reading", "readying"),
}


@dataclass
class Course:
    """`sheets`: step → picture of what it draws · `asked`: the sentence of each row of the judged ones ·
    `prepared`: how many of how many, while something is prepared.

    `seconds_left`: of that preparation, else of all steps.
    """

    judgements: dict[int, Judgement] = field(default_factory=dict)
    sheets: dict[int, str] = field(default_factory=dict)
    asked: tuple[str, ...] = ()
    losses: list[tuple[int, float]] = field(default_factory=list)
    choice: Choice | None = None
    verdict: Choice | None = None  # by the judgements alone, whatever a person took after
    likeness_of: str = ""
    encoders: str = ""
    seconds_left: float | None = None
    activity: Activity = ""
    prepared: tuple[int, int] | None = None
    pace: Pace = field(default_factory=Pace, repr=False, compare=False)
    _prepared_first: int = field(default=0, repr=False, compare=False)

    @property
    def has_verdict(self) -> bool:
        """Whether likeness could be measured at all."""
        return any(j.likeness is not None for j in self.judgements.values())

    def steps(self) -> list[int]:
        """Steps there is something to see of, rising."""
        return sorted({*self.judgements, *self.sheets})

    def hear(self, event: ev.Event) -> None:
        """Take in what the engine says of it."""
        match event:
            case ev.TrainStep():
                self._does("teaching", event.seconds_left)
                if "loss" in event.metrics:
                    self._learned(event.step, float(event.metrics["loss"]))
            case ev.CheckpointSaved():
                if self.activity != "leaving":
                    self.activity = "judging"
            case Judged():
                self._judged(event)
            case ev.Chosen():
                self.choice = event.choice
                self._does("showing")
            case ev.Notice() if event.code in PREPARATIONS:
                self._prepares(event)
            case ev.Notice(code=notices.DEVICE_FREE):
                self._does("leaving")

    def rest(self) -> None:
        """Its process is gone."""
        self._does("")

    def look(self, folder: Path) -> None:
        """Pictures that lie in the run folder, and what they were drawn from; those that were judged stay."""
        self.asked = self.asked or run_folders.asked(folder)
        for sample in run_folders.samples(folder):
            self.sheets.setdefault(sample.step, sample.path)

    def _does(self, activity: Activity, seconds_left: float | None = None) -> None:
        self.activity, self.seconds_left, self.prepared = activity, seconds_left, None

    def _learned(self, step: int, loss: float) -> None:
        """Steps that were lost by a kill are done once more."""
        while self.losses and self.losses[-1][0] >= step:
            self.losses.pop()
        self.losses.append((step, loss))

    def _prepares(self, event: ev.Notice) -> None:
        now, then = PREPARATIONS[event.code]
        done, of = int(event.data.get("done", 0)), int(event.data.get("total", 0))
        if done >= of:
            self._does(then)
            return
        if self.activity != now:
            self.pace.begin()
            self._prepared_first = done
        first = self._prepared_first
        self._does(now, self.pace.left(done - first, of - first))
        self.prepared = done, of

    def _judged(self, event: Judged) -> None:
        step = event.judgement.step
        self.judgements[step] = event.judgement
        self.choice = self.verdict = event.choice
        self.likeness_of, self.encoders = event.likeness_of, event.encoders
        if event.sheet:
            self.sheets[step] = event.sheet


def course_of(teaching: Teaching, seen: Course | None = None) -> Course:
    """What the disk knows of a training, and of its loss what was `seen` step by step: the log has means of many.

    Never raises: what cannot be read is not there.
    """
    course = Course()
    if not teaching.folder:
        return course
    folder = Path(teaching.folder)
    logged = [(point.step, point.loss) for point in run_folders.losses(folder)]
    course.losses = _finer(seen.losses if seen is not None else [], logged)
    for record in run_folders.lines(folder / LOG):
        event = _event(record.get("judged"), folder)
        if event is not None:
            course._judged(event)
    course.look(folder)
    if teaching.why:
        try:
            course.choice = codec.from_json(Choice, json.loads(teaching.why))
        except (ValueError, InvalidValue):
            course.choice = None
    return course


def how_far(teaching: Teaching, course: Course) -> tuple[int, int]:
    """So many of so many steps, or of what is prepared before them; of 0 where nothing has a number yet."""
    if teaching.status == "running" and course.prepared is not None:
        return course.prepared
    return teaching.step, teaching.steps


def lacking(teaching: Teaching, course: Course) -> tuple[JudgingEncoder, ...]:
    """The encoders for want of which a training is judged by its loss, as far as they are still not there."""
    by_loss = course.encoders == "none" or (bool(course.judgements) and not course.has_verdict)
    goes_by_loss = teaching.draft.kind == "style"  # has no one subject to be alike to
    return judging_encoders.missing(teaching.draft.model) if by_loss and not goes_by_loss else ()


def _finer(
    seen: Sequence[tuple[int, float]], logged: Sequence[tuple[int, float]]
) -> list[tuple[int, float]]:
    """All that was seen, and before and behind it what was logged. Nothing where the log itself is gone."""
    if not seen or not logged:
        return list(logged)
    first, last = seen[0][0], seen[-1][0]
    before = [point for point in logged if point[0] < first]
    return [*before, *seen, *(point for point in logged if point[0] > last)]


def nothing_better_since(teaching: Teaching, course: Course) -> int | None:
    """The step after which nothing was better, where a training ended by itself before its last step; else None.

    `Chosen.early` is true of one that a person stopped, too; so the rule that ends a training is asked.
    """
    verdict, draft = course.verdict, teaching.draft
    if teaching.status != "finished" or teaching.step >= teaching.steps or not draft.stop_early:
        return None
    if verdict is None or verdict.why in ("not_learned", "last"):
        return None
    later = sum(step > verdict.step for step in course.judgements)
    return verdict.step if later >= TeachConfig.patience else None


def _event(record: object, folder: Path) -> Judged | None:
    """A line of the log; its sheet is told relative to the run."""
    if not isinstance(record, dict):
        return None
    try:
        event = codec.from_json(Judged, {**record, "job": ""})
    except InvalidValue:
        return None
    return replace(event, sheet=event.sheet and str(folder / event.sheet))
