"""Answers questions one after another; remembers the last recorded runs and what they were asked for.

The engine has one beside its loader. All it keeps is numbers, bounded: no network, no file.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PIL import Image
from torch import Tensor

from core.contract import events as ev
from core.contract import explain as ask
from core.contract.digits import MakeDigit, TrainDigits
from core.contract.errors import InvalidValue
from core.contract.request import GenerationRequest
from core.explain import model_answers, run_answers
from core.explain.answer import Answer
from core.explain.autoencoder import encoded, fit_to
from core.explain.compare import clip_of
from core.explain.digits.live import live
from core.explain.digits.make import made_events
from core.explain.digits.model import shipped
from core.explain.noise import NoiseBench, curves, spread_times
from core.explain.opening import about, open_model, settled
from core.explain.painted import Choice
from core.explain.recording import Leaving, Recording
from core.explain.sheets import Cell, draw_sheet, sheet, sheet_requests
from core.files.pictures import images
from core.files.reading import opened
from core.generation.bundle import ModelBundle
from core.generation.generate import generate
from core.generation.loader import Loader
from core.generation.picture_words import picture_words
from core.insight.trace import LIMIT


@dataclass(frozen=True, eq=False)
class Kept:
    """A recorded run and the request that drew it."""

    request: GenerationRequest
    recording: Recording


class Session:
    """Not for use by two threads at once."""

    def __init__(self, loader: Loader, limit: int = LIMIT) -> None:
        self._loader, self._limit = loader, limit
        self._runs: dict[str, Kept] = {}
        self._packed: tuple[object, Tensor] | None = None  # the last picture's latents, and of what

    @property
    def runs(self) -> tuple[str, ...]:
        """Names of the runs that are kept, the oldest first."""
        return tuple(self._runs)

    def release(self) -> None:
        """Forget all runs."""
        self._runs.clear()
        self._packed = None

    def events(self, job: ev.Explain, cancelled: Callable[[], bool]) -> Iterator[ev.Event]:
        """The answers to a question, after the events of what had to be drawn for them.

        Raises `InvalidValue` for what was not recorded, and the errors of models, pictures and writing.
        """
        question, folder = job.question, Path(job.folder)
        match question:
            case ask.RecordRun():
                recording = Recording(maps=question.maps)
                yield from self._drawn(question.recorded, recording, cancelled, job)
            case ask.BranchRun():
                recording = Recording(maps=question.maps, leaving=self._leaving(question))
                yield from self._drawn(question.branched, recording, cancelled, job)
            case ask.ShowStep():
                yield from self._developed(question, cancelled, job)
            case ask.CompareAll():
                yield from self._compared(question, job)
            case ask.DrawSheet():
                yield from self._sheet(question, cancelled, job)
            case ask.MeasureErrors():
                yield from self._errors(question, cancelled, job)
            case MakeDigit():
                yield from made_events(shipped(), question, cancelled, job.job)
            case TrainDigits():
                yield from live(question, cancelled, job.job)
            case _:
                yield self._answer(question).event(job.job, folder)

    def _answer(self, question: ask.Question) -> Answer:
        """One that draws no whole picture."""
        loader = self._loader
        match question:
            case ask.GuideStep():
                kept = self._run(question.run)
                model = open_model(loader, kept.request) if question.developed else None
                return run_answers.guidance_answer(
                    model, kept.recording, question.guided_step, question.scale
                )
            case ask.ShowWords():
                choice = Choice(question.told, question.first, question.last, question.stages)
                return run_answers.words_answer(self._run(question.run).recording, choice)
            case ask.PassPicture():
                bundle = open_model(loader, about(question.model, question.vae))
                picture = images.read_picture(question.passed)
                return model_answers.passage_answer(bundle, picture)
            case ask.PokeLatent():
                bundle = open_model(loader, about(question.model, question.vae))
                latents = self._latents(bundle, question.poked, question.vae)
                cell = (question.channel, question.row, question.column)
                return model_answers.poke_answer(
                    bundle, latents, cell, question.amount, whole=question.whole
                )
            case ask.BlendPictures():
                bundle = open_model(loader, about(question.model, question.vae))
                one, other = (images.read_picture(x) for x in (question.one, question.other))
                return model_answers.blend_answer(bundle, one, other, question.share)
            case ask.NoiseAt():
                bench = self._bench(question.noised)
                return model_answers.noise_answer(
                    bench, question.t, question.noise_seed, developed=question.developed
                )
            case _:
                raise AssertionError(f"{type(question).__name__} draws")

    def _drawn(
        self,
        request: GenerationRequest,
        recording: Recording,
        cancelled: Callable[[], bool],
        job: ev.Explain,
    ) -> Iterator[ev.Event]:
        for event in generate(request, self._loader, cancelled, job.job, recording):
            if isinstance(event, ev.JobDone):
                self._keep(job.job, Kept(request, recording))
                yield run_answers.film_answer(recording).event(job.job, Path(job.folder))
            yield event

    def _developed(
        self, question: ask.ShowStep, cancelled: Callable[[], bool], job: ev.Explain
    ) -> Iterator[ev.Event]:
        """Tile after tile: each may take long, and somebody may have gone on."""
        kept = self._run(question.run)
        bundle = open_model(self._loader, kept.request)
        for answer in run_answers.step_answers(bundle, kept.recording, question.shown_step):
            yield answer.event(job.job, Path(job.folder))
            if cancelled():
                yield ev.JobCancelled(job.job)
                return

    def _compared(self, question: ask.CompareAll, job: ev.Explain) -> Iterator[ev.Event]:
        """The tokens, which every model has, then the comparison, which needs an image encoder."""
        bundle, folder = open_model(self._loader, about(question.model)), Path(job.folder)
        tokens = {"texts": list(question.texts)}
        tokens |= model_answers.tokens_figures(bundle, question.texts)
        yield Answer("tokens", tokens).event(job.job, folder)
        if not question.pictures:
            return
        clip = clip_of(bundle, question.clip)
        pictures = [images.read_picture(path) for path in question.pictures]
        answer = model_answers.compare_answer(bundle, clip, question.texts, pictures)
        yield answer.event(job.job, folder)

    def _sheet(
        self, question: ask.DrawSheet, cancelled: Callable[[], bool], job: ev.Explain
    ) -> Iterator[ev.Event]:
        own = Path(job.folder) / job.job  # the next sheet has other files
        asked = sheet_requests(question.sheet, question.scales, own)
        cells = yield from draw_sheet(asked, self._loader, cancelled, job.job, partial(_cell, job))
        if len(cells) < len(asked):
            yield ev.JobCancelled(job.job)
            return
        pictures = {"sheet": sheet(cells)}
        yield Answer("sheet", {}, {}, pictures).event(job.job, Path(job.folder))

    def _errors(
        self, question: ask.MeasureErrors, cancelled: Callable[[], bool], job: ev.Explain
    ) -> Iterator[ev.Event]:
        bench = self._bench(question.measured)
        yield ev.Explained(job.job, "curves", curves(bench.schedule))
        times = spread_times(bench.schedule.timesteps, question.points)
        for point in bench.errors(times[question.begin :], range(question.noises)):
            yield ev.Explained(job.job, "error", model_answers.error_figures(point))
            if cancelled():
                yield ev.JobCancelled(job.job)
                return

    def _bench(self, request: GenerationRequest) -> NoiseBench:
        """The picture of `request` (its `init`) under its model and words. Raises `InvalidValue`."""
        if request.init is None:
            raise InvalidValue("init", None, "a picture to put noise on")
        bundle = open_model(self._loader, request)
        (words, *_) = picture_words(request)
        latents = self._latents(bundle, request.init, request.vae)
        return NoiseBench(bundle, settled(bundle, request), words, latents)

    def _latents(self, bundle: ModelBundle, path: str, vae: str | None) -> Tensor:
        """A picture file packed (1,C,h,w); of the last one it is kept: a slider asks many times."""
        with opened(path) as file:
            stat = os.fstat(file.fileno())
        key = (bundle.info.path, vae, path, stat.st_mtime_ns, stat.st_size)
        if self._packed is None or self._packed[0] != key:
            picture = images.read_picture(path)
            self._packed = (key, encoded(bundle, fit_to(bundle, picture)))
        return self._packed[1]

    def _leaving(self, question: ask.BranchRun) -> Leaving:
        kept, mask = self._run(question.run), None
        if question.branch_mask is not None:
            mask = fitted_mask(
                images.read_picture(question.branch_mask, ground="black"), kept.recording
            )
        is_changed = comparable(question.branched) != comparable(kept.request)
        return Leaving(kept.recording, question.branch_step, mask, is_changed)

    def _run(self, name: str) -> Kept:
        kept = self._runs.get(name)
        if kept is None:
            raise InvalidValue("run", name, "a recorded picture that is still known: draw it again")
        return kept

    def _keep(self, name: str, kept: Kept) -> None:
        """Under its name; the oldest others go where there is no room."""
        self._runs[name] = kept
        while len(self._runs) > 1 and self._held() > self._limit:
            self._runs.pop(next(iter(self._runs)))

    def _held(self) -> int:
        return sum(kept.recording.trace.bytes for kept in self._runs.values())


def _cell(job: ev.Explain, cell: Cell) -> ev.Explained:
    """One picture of a sheet is there."""
    figures = {"guidance_scale": cell.guidance_scale, "has_negative": cell.has_negative}
    return ev.Explained(job.job, "cell", figures, {}, {"picture": cell.path})


def fitted_mask(mask: Image.Image, run: Recording) -> Image.Image:
    """A mask at the size of a recorded picture."""
    size = (run.plan.width, run.plan.height)
    return mask if mask.size == size else mask.resize(size, Image.Resampling.LANCZOS)


def comparable(request: GenerationRequest) -> GenerationRequest:
    """`request` without where its picture goes."""
    return replace(request, output=".", overwrite=False, keep_inputs=None)
