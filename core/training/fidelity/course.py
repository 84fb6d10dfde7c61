"""The judgements of one run: made at its checkpoints, kept in its folder, and what follows from them.

    log.jsonl                       a line {"step": 0, "baseline": …} and {"step": n, "judged": …} for each
    samples/judged-000600.png       what was drawn at that step; 000000: by the untrained model
    judged/step-000600/             its weights as the result would have them, so that it can be taken

A judgement is a function of the weights. One that is in the log is never made again, one that a kill
prevented is made when the run goes on: so a resumed run has the judgements of an undisturbed one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from torch import Tensor

from core.checkpoints.tensors import read_tensors, write_safetensors
from core.contract import codec
from core.contract.errors import ReverieError
from core.contract.judging import Choice, Chosen, Encoders, Judged, Judgement, LikenessOf, Limits
from core.files import folder_store, store
from core.files.pictures.images import encode_png
from core.training.fidelity.choice import choose, is_over
from core.training.fidelity.judge import Baseline, Draw, Drawn, Judge
from core.training.run_state import CPU, RunFolder

WEIGHTS = "weights.safetensors"
ASKED_FOR_MORE = (
    "asked_for"  # in a line of the log: from this step on a person wanted so many steps
)
_STEP = re.compile(r"step-(\d{6,})")


@dataclass(frozen=True)
class Terms:
    """How a run is judged."""

    limits: Limits
    patience: int  # checkpoints without gain after which it ends; 0: never
    seen: bool  # what is measured is measured on photos that were learned from
    encoders: Encoders
    keeps_all: bool  # weights of every judged step; else of the taken ones only


def encoders_of(run: RunFolder) -> Encoders | None:
    """Those that a run was judged by from its beginning; None: nothing has been measured yet.

    Figures of different encoders cannot be compared, so it stays with them, also where there are better ones now.
    """
    found: Encoders | None = None
    for record in run.read_log():
        if "baseline" in record:
            found = "none" if record["baseline"] is None else record.get("encoders")
        if "judged" in record and found is None:
            found = record["judged"].get("encoders")
    return found


class Course:
    """What was judged so far, and what is taken."""

    def __init__(self, run: RunFolder, judge: Judge | None, draw: Draw, terms: Terms) -> None:
        """`judge` None: there are no encoders, and only the loss says something."""
        self._run, self._judge, self._draw, self._terms = run, judge, draw, terms
        self._baseline: Baseline | None = None
        self._judgements: list[Judgement] = []
        self._choice: Choice | None = None  # of what was judged so far
        self._going_on = 0  # the step from which a person wanted more steps

    def begin(self, step: int, loss: Callable[[], float]) -> None:
        """Take over what the log has up to `step`; at the very beginning, measure the untrained model and its loss.

        A run that began without encoders stays with the loss, also where there are some now. So does one whose log
        has lost the untrained model's figures, and what was judged by them counts no more.
        """
        by_loss = self._read(step)
        if step and by_loss and self._baseline is None:
            self._go_by_loss()  # encoders that came meanwhile: nobody saw what the untrained model draws
        if self._baseline is not None:
            return
        if self._judge is None:
            if not step:
                self._run.log({"step": 0, "baseline": None})
            return
        if step:  # a power cut took them
            self._forget()
            self._go_by_loss()
            self._run.log({"step": step, "baseline": None})
            return
        drawn = self._judge.draw(self._draw)
        self._show(0, drawn)
        baseline = self._judge.baseline(self._draw, loss(), drawn)
        if not baseline.is_known:  # what the untrained model draws is no number
            self._go_by_loss()
            self._run.log({"step": 0, "baseline": None})
            return
        self._baseline = baseline
        told = {"baseline": codec.to_json(baseline), "encoders": self._terms.encoders}
        self._run.log({"step": 0, **told})

    def _read(self, step: int) -> bool:
        """Take over what the log has up to `step`; returns whether it goes by the loss."""
        by_loss = False
        for record in self._run.read_log():
            if record["step"] > step:
                continue
            if ASKED_FOR_MORE in record:
                self._going_on = record["step"]
            if "baseline" in record:
                by_loss = record["baseline"] is None
                if by_loss:
                    self._forget()
                else:
                    self._baseline = codec.from_json(Baseline, record["baseline"])
            if "judged" in record:
                self._judgements.append(codec.from_json(Judgement, record["judged"]["judgement"]))
                self._choice = codec.from_json(Choice, record["judged"]["choice"])
            by_loss = by_loss or _by_loss(record)
        return by_loss

    def _forget(self) -> None:
        self._baseline, self._choice = None, None
        self._judgements.clear()

    def _go_by_loss(self) -> None:
        self._judge = None
        self._terms = replace(self._terms, encoders="none")

    def has(self, step: int) -> bool:
        """Whether that step is judged already."""
        return any(judgement.step == step for judgement in self._judgements)

    def judge(self, step: int, loss: float, weights: Mapping[str, Tensor], job: str) -> Judged:
        """Judge the networks as they are; their `weights` are kept, so that this step can be taken."""
        judgement, sheet = Judgement(step, loss), ""
        if self._judge is not None and self._baseline is not None:
            drawn = self._judge.draw(self._draw)
            judgement = self._judge.judgement(step, loss, drawn, self._baseline)
            sheet = self._show(step, drawn)
        with folder_store.folder_of(
            self._folder(step), overwrite=True, manifest={"step": step}
        ) as tmp:
            write_safetensors(tmp / WEIGHTS, weights)
        choice = self._choose(judgement)
        of, encoders = self._likeness_of, self._terms.encoders
        event = Judged(job, judgement, choice, sheet, of, encoders)
        record = {key: value for key, value in codec.to_json(event).items() if key != "job"}
        self._run.log({"step": step, "judged": record})
        if not self._terms.keeps_all:
            self._drop({choice.step, step})
        return replace(event, sheet=sheet and str(self._run.path / sheet))

    @property
    def choice(self) -> Choice:
        """What is taken of what was judged so far: at least one step."""
        if self._choice is None:
            raise RuntimeError("nothing is judged yet")
        return self._choice

    def _choose(self, judgement: Judgement) -> Choice:
        """The choice, with one judgement more.

        Where few weights are kept, it is made among those that are there at this moment, and stays when some of
        them go: a step that is gone can never be the best again. That follows from the log alone.
        """
        kept = None
        if not self._terms.keeps_all:
            kept = {judgement.step}
            if self._choice is not None:
                kept |= {self._choice.step, self._judgements[-1].step}
        self._judgements.append(judgement)
        self._choice = self._chosen_of(kept)
        return self._choice

    def _chosen_of(self, kept: Collection[int] | None) -> Choice:
        untrained = None if self._baseline is None else self._baseline.loss
        return choose(
            self._judgements,
            self._terms.limits,
            seen=self._terms.seen,
            untrained_loss=untrained,
            kept=kept,
        )

    @property
    def is_over(self) -> bool:
        """Whether more steps are no use. Who asked for more, when it was over before, has as much patience once more."""
        new = sum(judgement.step > self._going_on for judgement in self._judgements)
        if self._choice is None or (self._going_on and new < self._terms.patience):
            return False
        return is_over(self._judgements, self._choice, self._terms.patience)

    def take(
        self, job: str, early: bool, present: int
    ) -> tuple[Chosen, dict[str, Tensor] | None] | None:
        """The choice and its weights; None where nothing was judged.

        `present`: the judged step whose weights the networks have. Where it is chosen and its file cannot be read,
        its weights are None. Where another's cannot, the best of the others is chosen.
        """
        choice = self._choice
        if choice is None:
            return None
        weights = judged_weights(self._run, choice.step)
        if weights is None and choice.step != present:
            choice = self._instead_of(choice, present)
            weights = judged_weights(self._run, choice.step)
        return Chosen(job, choice, early), weights

    def _instead_of(self, lost: Choice, present: int) -> Choice:
        whole = {step for step, path in judged_steps(self._run) if _is_whole(path)}
        found = self._chosen_of(whole | {present})
        return replace(found, why="damaged", rival=lost.step, fault=None)

    @property
    def _likeness_of(self) -> LikenessOf:
        if self._judge is None:
            return "none"
        return "seen" if self._terms.seen else "held_out"

    def _show(self, step: int, drawn: Drawn) -> str:
        """Put what was drawn among the samples; its place within the run."""
        sheet = f"{self._run.samples.name}/judged-{step:06d}.png"
        store.write_bytes(self._run.path / sheet, encode_png(drawn.sheet(), {}))
        return sheet

    def _folder(self, step: int) -> Path:
        return self._run.judged / f"step-{step:06d}"

    def _drop(self, kept: set[int]) -> None:
        for step, path in judged_steps(self._run):
            if step not in kept:
                folder_store.remove_folder(path)


def _by_loss(record: Mapping[str, Any]) -> bool:
    """Whether a line of the log is a judgement without encoders."""
    return "judged" in record and record["judged"].get("encoders") == "none"


def judged_steps(run: RunFolder) -> Iterator[tuple[int, Path]]:
    """The steps whose weights are kept to be taken, rising."""
    found = run.judged.iterdir() if run.judged.is_dir() else []
    yield from sorted((int(m[1]), p) for p in found if (m := _STEP.fullmatch(p.name)))


def judged_weights(run: RunFolder, step: int) -> dict[str, Tensor] | None:
    """What an export at that step would write, or None where it is not there whole."""
    path = dict(judged_steps(run)).get(step)
    if path is None or not _is_whole(path):
        return None
    return read_tensors(path / WEIGHTS, device=CPU)


def _is_whole(path: Path) -> bool:
    try:
        folder_store.verify_folder(path)
    except ReverieError:
        return False
    return True
