"""An engine client without a process: what is asked is kept, and answered when the test says so, or at once."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from core.contract import codec
from core.contract import events as ev
from core.contract.errors import InvalidValue
from core.contract.explain import (
    BranchRun,
    DrawSheet,
    Explain,
    Explained,
    MissingEncoder,
    RecordRun,
)
from tests.support import fake_explain

FORGOTTEN = "a recorded picture that is still known: draw it again"


class InstantClient(QObject):
    """Answers as `fake_explain`. `patient`: only when `answer` is called. `forgets`: no run is known."""

    ready = Signal(object)
    heard = Signal(object)
    lost = Signal()

    def __init__(self, *, patient: bool = False) -> None:
        super().__init__()
        self.patient, self.forgets = patient, False
        self.asked: list[object] = []
        self.waiting: list[Explain] = []
        self.cancelled: list[str] = []

    def questions(self, kind: type | None = None) -> list[object]:
        found = [job.question for job in self.asked if isinstance(job, Explain)]
        return [question for question in found if kind is None or isinstance(question, kind)]

    def submit(self, job: object) -> None:
        self.asked.append(job)
        if isinstance(job, Explain):
            self.waiting.append(job)
            if not self.patient:
                QTimer.singleShot(0, self, self.answer)

    def cancel(self, job: str, _patience: float = 0) -> None:
        self.cancelled.append(job)
        if any(waiting.job == job for waiting in self.waiting):
            self.waiting = [waiting for waiting in self.waiting if waiting.job != job]
            self.heard.emit(ev.JobCancelled(job))

    def kill_now(self) -> None:
        raise AssertionError("nobody asked for that")

    def fail(self, error: Exception) -> None:
        """The question that waits longest ends with `error`."""
        self.heard.emit(ev.JobFailed.of(self.waiting.pop(0).job, error))

    def answer(self) -> None:
        """All of the question that waits longest."""
        if not self.waiting:
            return
        job = self.waiting.pop(0)
        question = job.question
        if self.forgets and getattr(question, "run", None):
            self.heard.emit(ev.JobFailed.of(job.job, InvalidValue("run", question.run, FORGOTTEN)))
            return
        write = fake_explain.picture_writer(job.job, job.folder or tempfile.gettempdir())
        match question:
            case RecordRun() | BranchRun():
                branch = isinstance(question, BranchRun)
                request = question.branched if branch else question.recorded
                Path(request.output).parent.mkdir(parents=True, exist_ok=True)
                Path(request.output).write_bytes(fake_explain.png(64, 64, (9, 90, 200)))
                self.heard.emit(ev.Phase(job.job, "denoise"))
                self.heard.emit(ev.Step(job.job, 1, 4))
                done = ev.ImageDone(job.job, request.output, request.seed, 64, 64, 0.1)
                self.heard.emit(done)
                first = question.branch_step if branch else 0
                self._explained(job.job, fake_explain.film(codec.to_json(request), first))
            case DrawSheet():
                for scale in question.scales:
                    for negative in (True, False) if question.sheet.negative else (False,):
                        figures = {"guidance_scale": scale, "has_negative": negative}
                        picture = {"picture": write(f"{negative}-{scale:g}", 9)}
                        self._explained(job.job, ("cell", figures, {}, picture))
                self._explained(job.job, ("sheet", {}, {}, {"sheet": write("sheet", 77)}))
            case _:
                try:
                    for answer in fake_explain.answers(codec.to_json(question), write):
                        self._explained(job.job, answer)
                except LookupError:
                    error = MissingEncoder("/m", "owner/clip", ("config.json", "model.safetensors"))
                    self.heard.emit(ev.JobFailed.of(job.job, error))
                    return
        self.heard.emit(ev.JobDone(job.job, 0.1))

    def _explained(self, job: str, answer: fake_explain.Answer) -> None:
        self.heard.emit(Explained(job, *answer))
