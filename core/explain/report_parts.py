"""The parts of a report, each a generator of answers and, where it draws or computes long, of events."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
from PIL import Image

from core.contract import events as ev
from core.contract.errors import InvalidValue
from core.contract.explain import PARTS as ALL
from core.contract.explain import SCALES, PartName
from core.contract.request import GenerationRequest
from core.explain import model_answers, run_answers
from core.explain.answer import Answer
from core.explain.autoencoder import encoded, fit_to
from core.explain.compare import clip_of
from core.explain.film import frames, glance, look
from core.explain.guidance import at_step
from core.explain.noise import NoiseBench, curves, spread_times
from core.explain.opening import open_model, settled
from core.explain.painted import Choice, texts_of, word_maps
from core.explain.recording import Recording
from core.explain.sheets import draw_sheet, sheet, sheet_requests
from core.files.pictures import images
from core.generation.loader import Loader
from core.generation.picture_words import picture_words
from core.insight.attention_maps import resized
from core.insight.tokens import words_of

Item: TypeAlias = Answer | ev.Event
Part: TypeAlias = Callable[["Shown", Loader, Callable[[], bool], str], Iterator[Item]]


@dataclass(frozen=True)
class Wanted:
    """What a report is to hold."""

    request: GenerationRequest
    parts: tuple[PartName, ...] = ALL
    step: int | None = None  # of the guidance part; None: the middle
    scales: tuple[float, ...] = ()  # of the sheet; empty: none is drawn
    developed: int = 5  # steps and time steps whose pictures are developed at full size
    texts: tuple[str, ...] = ()  # to compare; empty: the prompt and its words
    pictures: tuple[str, ...] = ()  # to compare with; empty: the drawn one
    clip: str | None = None
    picture: str | None = None  # for autoencoder and noise; None: the drawn one
    points: int = 11
    noises: int = 4


@dataclass(frozen=True, eq=False)
class Shown:
    """A report's wishes and the recorded run."""

    wanted: Wanted
    run: Recording
    path: str  # of the drawn picture

    @property
    def own(self) -> Image.Image:
        """The picture that autoencoder and noise are shown on."""
        return images.read_picture(self.wanted.picture or self.path)


def film(shown: Shown, loader: Loader, cancelled: Callable[[], bool], job: str) -> Iterator[Item]:
    """Glances at every tile, some guesses developed, the curves."""
    run = shown.run
    yield run_answers.film_answer(run)
    steps = spread(len(run.trace.levels), shown.wanted.developed)
    bundle = open_model(loader, shown.wanted.request)
    film = frames(run)
    found = {f"developed-{s:03}": look(bundle, run, film[s].denoised) for s in steps}
    yield Answer("film", {**run_answers.film_figures(run), "developed": list(steps)}, {}, found)


def guidance(
    shown: Shown, loader: Loader, cancelled: Callable[[], bool], job: str
) -> Iterator[Item]:
    """One step taken apart, the same step under other guidance, and the sheet where it is wanted."""
    run, wanted = shown.run, shown.wanted
    step = len(run.trace.levels) // 2 if wanted.step is None else wanted.step
    bundle = open_model(loader, wanted.request)
    taken = run_answers.guidance_answer(bundle, run, step, run.plan.guidance_scale)
    at, glances = at_step(run, step), dict(taken.glances)
    for scale in SCALES:
        small = glance(run.preview, at.guided(scale))
        if small is not None:
            glances[f"guided-{scale:g}"] = small
    yield Answer("guidance", taken.figures, glances, taken.pictures)
    if wanted.scales:
        folder = Path(shown.path).parent / "guidance"
        asked = sheet_requests(wanted.request, wanted.scales, folder)
        cells = yield from draw_sheet(asked, loader, cancelled, job)
        if cells:
            listed = [
                {
                    "guidance": c.guidance_scale,
                    "negative": c.has_negative,
                    "file": Path(c.path).name,
                }
                for c in cells
            ]
            yield Answer("guidance", {"sheet": listed}, {}, {"sheet": sheet(cells)})


def words(shown: Shown, loader: Loader, cancelled: Callable[[], bool], job: str) -> Iterator[Item]:
    """Each word's map, alone and under the picture, for every text that somebody wrote."""
    run = shown.run
    texts, pictures = {}, {}
    for told in texts_of(run):
        choice, text = Choice(told), run.trace.told[told]
        maps = word_maps(run, choice)
        texts[f"{told}-{text.name}"] = {"text": text.text, **maps.figures()}
        overlays = run_answers.word_overlays(run, choice)
        for (name, image), share in zip(overlays.items(), maps.among_words, strict=True):
            size = (run.plan.height, run.plan.width)
            grey = resized(share[None], size)[0].clamp(0, 1).mul(255).round().byte().numpy()
            pictures[f"{told}-{text.name}-{name}"] = image
            pictures[f"{told}-{text.name}-{name}-map"] = Image.fromarray(grey)
    if not texts:
        raise InvalidValue("prompt", run.plan.prompt, "some words")
    yield Answer("words", {"texts": texts}, {}, pictures)


def compared(
    shown: Shown, loader: Loader, cancelled: Callable[[], bool], job: str
) -> Iterator[Item]:
    """Texts against pictures, and the map of tokens, which needs no image encoder."""
    wanted = shown.wanted
    bundle = open_model(loader, wanted.request)
    prompt = shown.run.trace.told[0]
    names = [word for word, _ in words_of(prompt.tokens)]
    texts = wanted.texts or tuple(dict.fromkeys([prompt.text, *names]))
    yield Answer("compare", model_answers.tokens_figures(bundle, texts))
    clip = clip_of(bundle, wanted.clip)
    paths = wanted.pictures or (shown.path,)
    pictures = [images.read_picture(path) for path in paths]
    answer = model_answers.compare_answer(bundle, clip, texts, pictures)
    yield Answer("compare", {**answer.figures, "pictures": [Path(path).name for path in paths]})


def autoencoder(
    shown: Shown, loader: Loader, cancelled: Callable[[], bool], job: str
) -> Iterator[Item]:
    """There and back."""
    yield model_answers.passage_answer(open_model(loader, shown.wanted.request), shown.own)


def noise(shown: Shown, loader: Loader, cancelled: Callable[[], bool], job: str) -> Iterator[Item]:
    """The curves, the picture at some time steps, the error over all of them."""
    wanted = shown.wanted
    bundle = open_model(loader, wanted.request)
    (told, *_) = picture_words(wanted.request)
    latents = encoded(bundle, fit_to(bundle, shown.own))
    bench = NoiseBench(bundle, settled(bundle, wanted.request), told, latents)
    pictures, single = {}, []
    for t in spread_times(bench.schedule.timesteps, wanted.developed):
        step = bench.one_step(t, 0)
        pictures[f"noised-{t:04}"] = bench.picture(step.x)
        pictures[f"guess-{t:04}"] = bench.picture(step.denoised)
        single.append({"t": t, "error": step.error})
    yield Answer("noise", {"curves": curves(bench.schedule), "one_step": single}, {}, pictures)
    times, points = spread_times(bench.schedule.timesteps, wanted.points), []
    for done, point in enumerate(bench.errors(times, range(wanted.noises)), start=1):
        points.append(model_answers.error_figures(point))
        yield ev.Step(job, done, len(times))
    yield Answer("noise", {"errors": points})


PARTS: dict[PartName, Part] = {
    "film": film,
    "guidance": guidance,
    "words": words,
    "compare": compared,
    "autoencoder": autoencoder,
    "noise": noise,
}


def spread(count: int, wanted: int) -> tuple[int, ...]:
    """`wanted` of 0 … count - 1, evenly, the first and the last among them."""
    if count < 1 or wanted < 1:
        return ()
    even = np.linspace(0, count - 1, min(wanted, count)).round().astype(int)
    return tuple(dict.fromkeys(even.tolist()))
