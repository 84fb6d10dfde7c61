"""The course of one training as its page shows it: judgements, losses, pictures, time left. From the run folder, then
from what is heard live.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from core.contract import codec
from core.contract import events as ev
from core.contract.draft import Teaching
from core.contract.errors import InvalidValue
from core.contract.judging import Choice, Judged, Judgement
from core.files.trainings import run_folders

Activity = Literal["", "preparing", "teaching", "judging"]


@dataclass
class Course:
    """`sheets`: step → picture of what it draws."""

    judgements: dict[int, Judgement] = field(default_factory=dict)
    sheets: dict[int, str] = field(default_factory=dict)
    losses: list[tuple[int, float]] = field(default_factory=list)
    choice: Choice | None = None
    likeness_of: str = ""
    encoders: str = ""
    seconds_left: float | None = None
    activity: Activity = ""

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
                self.activity, self.seconds_left = "teaching", event.seconds_left
                if "loss" in event.metrics:
                    self.losses.append((event.step, float(event.metrics["loss"])))
            case ev.CheckpointSaved():
                self.activity = "judging"
            case Judged():
                self._judged(event)
            case ev.Chosen():
                self.choice = event.choice
            case ev.Phase():
                self.activity = self.activity or "preparing"

    def look(self, folder: Path) -> None:
        """Pictures that lie in the run folder; those that were judged stay."""
        for sample in run_folders.samples(folder):
            self.sheets.setdefault(sample.step, sample.path)

    def _judged(self, event: Judged) -> None:
        step = event.judgement.step
        self.judgements[step] = event.judgement
        self.choice = event.choice
        self.likeness_of, self.encoders = event.likeness_of, event.encoders
        if event.sheet:
            self.sheets[step] = event.sheet


def course_of(teaching: Teaching) -> Course:
    """What the disk knows of a training. Never raises: what cannot be read is not there."""
    course = Course()
    if not teaching.folder:
        return course
    folder = Path(teaching.folder)
    course.losses = [(point.step, point.loss) for point in run_folders.losses(folder)]
    for record in run_folders.lines(folder / run_folders.LOG):
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


def _event(record: object, folder: Path) -> Judged | None:
    """A line of the log; its sheet is told relative to the run."""
    if not isinstance(record, dict):
        return None
    try:
        event = codec.from_json(Judged, {**record, "job": ""})
    except InvalidValue:
        return None
    return replace(event, sheet=event.sheet and str(folder / event.sheet))
